"""Ways in which a board could harm: a case on two agendas, an answer of yesterday, a letter that cannot be made, a seat kept."""

from datetime import UTC, datetime, time, timedelta

import pytest
from boards_stage import Stage, in_days
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from roles import as_role
from selnet.access.api import UserError
from selnet.network.api import Membership
from selnet.opinions.boards.api import Answer, NewMeeting, Row, add_case, answer_executions, get_decision, schedule, take_off
from selnet.opinions.boards.board_entry import with_executions
from selnet.opinions.boards.letter_text import printable
from selnet.opinions.boards.models import AgendaItem, Decision, Execution, Meeting, ModalityDecision
from selnet.opinions.cases.api import Request, accept, open_case, send
from selnet.record.api import AccessGrant


def test_a_case_stands_on_one_agenda_at_a_time(stage: Stage) -> None:
    with stage.acting("boris") as boris:
        other = schedule(actor=boris, board=stage.board, new=NewMeeting(in_days(14), time(16, 30), 90, "Room 4"))
        with pytest.raises(UserError, match="Thursday sarcoma board"):
            add_case(actor=boris, meeting=other, case_id=stage.cases[0].pk)
        take_off(actor=boris, item_id=stage.item.pk)
        assert add_case(actor=boris, meeting=other, case_id=stage.cases[0].pk).meeting_id == other.pk


def test_taking_one_case_off_leaves_the_patients_other_case_open_to_the_board(stage: Stage) -> None:
    """Two questions about one patient on one agenda."""
    first = stage.cases[0]
    with stage.acting("ana") as ana:
        request = Request("second_opinion_treatment", first.urgency, "And the scar?", stage.cast.centre.pk)
        second = open_case(actor=ana, patient_id=first.patient_id, request=request)
        second = send(actor=ana, case_id=second.pk, expected_version=second.version, incomplete_reason="No MRI here.")
    with stage.acting("boris") as boris:
        second = accept(actor=boris, case_id=second.pk, expected_version=second.version)
        add_case(actor=boris, meeting=stage.meeting, case_id=second.pk)
        take_off(actor=boris, item_id=stage.item.pk)
    with stage.acting("rita"):
        assert [item.case_id for item in AgendaItem.objects.filter(state="listed")] == [second.pk]


def test_a_member_without_the_role_is_not_let_in(stage: Stage) -> None:
    with as_role("selnet_worker"):
        Membership.objects.filter(person=stage.cast.rita).update(ended_at=timezone.now() + timedelta(seconds=1))
    case = stage.new_case()
    stage.list_case(case)
    with as_role("selnet_worker"):
        seen = set(AccessGrant.objects.filter(patient=case.patient, why="board").values_list("person_id", flat=True))
    assert stage.cast.marta.pk in seen
    assert stage.cast.rita.pk not in seen


def test_until_it_is_signed_a_decision_is_the_boards_own(stage: Stage) -> None:
    """Ana sees the patient, but neither by a page nor by raw SQL what the board only considers."""
    stage.open()
    decision = stage.decide()
    for name, count in (("rita", 1), ("boris", 1), ("ana", 0), ("dora", 0)):
        with stage.acting(name), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM boards_decision")
            assert cursor.fetchone() == (count,), name
            cursor.execute("SELECT count(*) > 0 FROM boards_modalitydecision")
            assert cursor.fetchone() == (bool(count),), name
    stage.sign()
    with stage.acting("ana"):
        assert Decision.objects.get() == decision


def test_a_recommendation_is_not_moved_away_from_what_was_signed(stage: Stage) -> None:
    signed = stage.signed()
    stage.list_case(stage.new_case())
    draft = stage.decide(stage.items[1])
    with stage.acting("chema"), pytest.raises(DatabaseError, match="a signed decision is not changed"), transaction.atomic():
        ModalityDecision.objects.filter(decision=signed, modality="systemic").update(decision=draft, modality="x")


def test_a_corrected_answer_takes_the_former_day_with_it() -> None:
    done = {"surgery_executed": "yes", "surgery_executed_date": "2026-05-01"}
    for corrected in (Execution(outcome="no_patient", why="Declined."), Execution(outcome="not_known_yet")):
        assert with_executions(done, {"surgery": corrected})["surgery_executed_date"] == ""


def test_the_day_of_an_evening_meeting_is_the_boards_own_day(stage: Stage) -> None:
    """In Lima half past eight in the evening is the next day in UTC; what was done that evening was done that day."""
    decision = stage.signed()
    day = (timezone.now() - timedelta(days=3)).date()
    with as_role("selnet_worker"):
        evening = datetime.combine(day + timedelta(days=1), time(1, 30), tzinfo=UTC)
        Meeting.objects.filter(pk=stage.meeting.pk).update(starts_at=evening)
        type(stage.board).objects.filter(pk=stage.board.pk).update(time_zone="America/Lima")
    with stage.acting("ana") as ana:
        answer_executions(actor=ana, decision=get_decision(ana, decision.pk), answers={"surgery": Answer("yes", "", day)})
        assert Execution.objects.get().done_on == day


@pytest.mark.parametrize("text", ["x\u0304 = 62", "q\u0307R\u0302", "1\ufe0f\u20e3", "".join(map(chr, range(0x1200, 0x1400)))])
def test_no_text_keeps_a_chair_from_signing(stage: Stage, text: str) -> None:
    """A sign that the typesetter cannot set, in the question or the summary, must not make the signature fail."""
    stage.open()
    stage.decide(summary=text, systemic=Row("systemic", "do", text[:200], 4, 5, text[:200]))
    assert stage.sign().signed_at
    assert printable(text)[1]
