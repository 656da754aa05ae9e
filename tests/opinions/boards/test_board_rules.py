"""The tables of meetings and of cases on an agenda are complete, and each rule agrees with its twin."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from selnet.access.api import UserError
from selnet.opinions.boards import rules
from selnet.opinions.boards.models import AgendaItem, Decision, Meeting, MeetingStatus, ModalityDecision
from selnet.opinions.boards.quorum import TREATING, quorum_of
from selnet.record.api import pack_of

State = AgendaItem.State
NOW = timezone.now()
FULL = quorum_of(
    pack_of("sarcoma"),
    [(each, False) for each in ("medical_oncology", "radiology", "surgery", "pathology", "radiation_oncology")],
)


def test_every_status_has_its_moves() -> None:
    assert set(rules.MEETING_MOVES) == set(MeetingStatus)
    assert set(rules.ITEM_MOVES) == set(State)


MEETINGS = {("planned", "open"), ("planned", "cancelled"), ("open", "closed")}


@pytest.mark.parametrize(("before", "after"), list(product(MeetingStatus, MeetingStatus)))
def test_a_meeting_moves_along_the_table_only(before: MeetingStatus, after: MeetingStatus) -> None:
    meeting = Meeting(status=before)
    allowed = (before.value, after.value) in MEETINGS
    assert rules.can_move_meeting(meeting, after) is allowed
    if not allowed:
        with pytest.raises(UserError):
            rules.check_can_move_meeting(meeting, after)


ITEMS = {
    ("listed", "now"), ("listed", "decided"), ("listed", "postponed"), ("listed", "removed"), ("now", "listed"),
    ("now", "decided"),
    ("now", "postponed"), ("now", "removed"), ("postponed", "listed"), ("removed", "listed"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_a_case_moves_along_the_table_only(before: State, after: State) -> None:
    item = AgendaItem(state=before)
    allowed = (before.value, after.value) in ITEMS
    assert rules.can_move_item(item, Meeting(status="planned"), after) is allowed
    assert rules.can_move_item(item, Meeting(status="open"), after) is allowed
    assert not rules.can_move_item(item, Meeting(status="closed"), after)
    assert not rules.can_move_item(item, Meeting(status="cancelled"), after)


@pytest.mark.parametrize("status", MeetingStatus)
def test_only_an_open_meeting_starts_cases_and_notes_who_is_present(status: MeetingStatus) -> None:
    meeting = Meeting(status=status)
    assert rules.can_take_attendance(meeting) is (status == "open")
    assert rules.can_start_item(AgendaItem(state=State.LISTED), meeting) is (status == "open")
    assert rules.can_prepare(meeting) is (status in ("planned", "open"))


@pytest.mark.parametrize("state", State)
def test_a_meeting_closes_when_no_case_waits(state: State) -> None:
    items = [AgendaItem(state=State.DECIDED), AgendaItem(state=state)]
    assert rules.can_close_meeting(Meeting(status="open"), items) is (state not in (State.LISTED, State.NOW))
    assert not rules.can_close_meeting(Meeting(status="planned"), [])


@pytest.mark.parametrize("state", State)
def test_a_decision_is_written_while_its_case_waits_and_nobody_signed(state: State) -> None:
    meeting, item = Meeting(status="open"), AgendaItem(state=state)
    assert rules.can_write(None, item, meeting) is (state in (State.LISTED, State.NOW))
    assert not rules.can_write(Decision(signed_at=NOW), AgendaItem(state=State.NOW), meeting)
    assert rules.can_add_to(Decision(signed_at=NOW))
    assert not rules.can_add_to(Decision())


def _row(**changes: object) -> ModalityDecision:
    given = {"modality": "surgery", "recommendation": "do", "agreed": 5, "voters": 5} | changes
    return ModalityDecision(**given)


def test_a_complete_decision_may_be_signed() -> None:
    assert rules.can_sign(Decision(), Meeting(status="open"), [("Surgery", _row())], FULL, "")


@pytest.mark.parametrize(
    ("meeting", "row", "quorum", "says"),
    [
        ("planned", _row(), FULL, "does not sit"),
        ("open", None, FULL, "No recommendation yet: Surgery"),
        ("open", _row(recommendation=""), FULL, "No recommendation yet: Surgery"),
        ("open", _row(agreed=None, voters=None), FULL, "No vote yet: Surgery"),
        ("open", _row(agreed=1, voters=6), FULL, "More votes than the 5 people"),
        (
            "open",
            _row(agreed=1, voters=1),
            quorum_of(pack_of("sarcoma"), [("surgery", False)]),
            "Nobody present of: Medical oncology",
        ),
    ],
)
def test_what_blocks_a_signature_is_said(meeting: str, row: ModalityDecision | None, quorum: object, says: str) -> None:
    with pytest.raises(UserError) as refused:
        rules.check_can_sign(Decision(), Meeting(status=meeting), [("Surgery", row)], quorum, "")  # type: ignore[arg-type]
    assert says in refused.value.message


def test_below_quorum_a_reason_is_enough_and_blanks_are_none() -> None:
    few = quorum_of(pack_of("sarcoma"), [("surgery", False)])
    rows = [("Surgery", _row(agreed=1, voters=1))]
    assert rules.can_sign(Decision(), Meeting(status="open"), rows, few, "The pathologist is ill; slides were read before.")
    assert not rules.can_sign(Decision(), Meeting(status="open"), rows, few, "   ")


def test_a_proof_lasts_five_minutes() -> None:
    assert rules.is_proven(NOW - timedelta(minutes=5), NOW)
    assert not rules.is_proven(NOW - timedelta(minutes=5, seconds=1), NOW)
    assert not rules.is_proven(NOW + timedelta(seconds=1), NOW)
    assert not rules.is_proven(None, NOW)


def test_the_quorum_counts_disciplines_not_heads_and_the_treating_doctor_not_at_all() -> None:
    quorum = quorum_of(pack_of("sarcoma"), [("surgery", False), ("surgery", True), (TREATING, True), ("nursing", False)])
    assert not quorum.is_met
    assert [seat.discipline for seat in quorum.missing] == ["medical_oncology", "radiology", "pathology", "radiation_oncology"]
    assert quorum.present == 3
    assert quorum.snapshot == {
        "medical_oncology": 0, "radiology": 0, "surgery": 2, "pathology": 0, "radiation_oncology": 0, "nursing": 1, TREATING: 1,
    }  # fmt: skip
    assert FULL.is_met
