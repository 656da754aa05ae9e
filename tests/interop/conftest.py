from pathlib import Path

import pytest

from cast import Cast
from interop.importing import Desk
from selnet.record.api import identities


@pytest.fixture
def desk(cast: Cast, tmp_path: Path) -> Desk:
    identities.make_keys()
    return Desk(tmp_path)
