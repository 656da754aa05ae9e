import pytest
from sarcoma_pack import SARCOMA_DIR

from selnet.packs.api import Pack, load


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The sarcoma pack, read and checked once."""
    return load(SARCOMA_DIR)
