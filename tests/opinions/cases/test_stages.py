"""The table of stages is whole: every status has an owner, every status is reached, and no ended case moves."""

import pytest

from selnet.opinions.cases.models import CaseStatus
from selnet.opinions.cases.stages import ENDED, OPEN, RUNNING, STAGES, Owner


def test_every_status_has_exactly_one_stage() -> None:
    assert set(STAGES) == set(CaseStatus)


def test_every_owner_owns_something_and_every_status_is_owned() -> None:
    assert {stage.owner for stage in STAGES.values()} == set(Owner)


def test_open_and_ended_share_nothing_and_are_all() -> None:
    assert set(CaseStatus) == OPEN | ENDED
    assert not OPEN & ENDED
    assert RUNNING < OPEN


def test_nobody_owns_an_ended_case_and_somebody_every_open_one() -> None:
    assert {status for status, stage in STAGES.items() if stage.owner is Owner.SYSTEM} == ENDED


@pytest.mark.parametrize("status", list(CaseStatus))
def test_every_status_is_reached_from_a_draft(status: CaseStatus) -> None:
    reached, frontier = {CaseStatus.DRAFT}, {CaseStatus.DRAFT}
    while frontier:
        frontier = {after for before in frontier for after in STAGES[before].next} - reached
        reached |= frontier
    assert status in reached


@pytest.mark.parametrize("status", sorted(OPEN))
def test_every_open_case_can_still_end(status: CaseStatus) -> None:
    reached, frontier = {status}, {status}
    while frontier:
        frontier = {after for before in frontier for after in STAGES[before].next} - reached
        reached |= frontier
    assert reached & ENDED
