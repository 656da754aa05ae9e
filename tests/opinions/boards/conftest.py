import pytest
from boards_stage import Stage, set_stage

from cast import Cast


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return set_stage(cast)
