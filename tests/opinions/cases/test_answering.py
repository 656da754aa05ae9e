"""Experts answer in structured form, decline, write; nobody answers twice or for somebody else."""

from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import Error as DatabaseError

from cast import Cast
from roles import as_role
from selnet.access.api import Refused, UserError, acting
from selnet.network.models import Notice
from selnet.opinions.cases.models import Assignment, Case, Message
from selnet.opinions.cases.selectors.opinions import side_by_side
from selnet.opinions.cases.selectors.thread import assignments_of
from selnet.opinions.cases.services import answering, asking, handover, thread
from selnet.record.api import EntryErrors, pack_of
from selnet.record.models import Entry

from .scenes import OPINION, Scene


def test_an_answer_is_an_entry_and_stops_the_first_clock(scene: Scene, cast: Cast) -> None:
    case = scene.asked("paula")
    assignment = scene.answers(case, "paula")
    with as_role("selnet_worker"):
        entry = Entry.objects.get(form="expert_opinion")
        assert entry.answers["opinion_discipline"] == "pathology"
        assert entry.saved_by_id == cast.paula.pk
        assert Case.objects.get(pk=case.pk).first_answered_at == assignment.answered_at
        told = set(Notice.objects.filter(kind="cases.opinion_given").values_list("person_id", flat=True))
    assert told == {cast.boris.pk, cast.ana.pk}


def test_the_first_answer_counts_once(scene: Scene) -> None:
    case = scene.asked("paula", "ramon")
    first = scene.answers(case, "paula").answered_at
    scene.answers(case, "ramon")
    assert scene.seen("boris", case.pk).first_answered_at == first


def test_an_unfinished_answer_says_which_question_and_saves_nothing(scene: Scene, cast: Cast) -> None:
    case = scene.asked("paula")
    with pytest.raises(EntryErrors) as raised:
        scene.answers(case, "paula", opinion_certainty="")
    assert [problem.field for problem in raised.value.problems] == ["opinion_certainty"]
    assert scene.assignment(case, "paula").answered_at is None


@pytest.mark.parametrize("name", ["ramon", "boris", "ana", "chiara"])
def test_nobody_answers_for_somebody_else(scene: Scene, name: str) -> None:
    case = scene.asked("paula", "ramon")
    assignment = scene.assignment(case, "paula")
    with pytest.raises(Refused):
        scene.as_(name, answering.answer, assignment_id=assignment.pk, answers=OPINION)


def test_an_answer_sent_twice_stands_once(scene: Scene) -> None:
    case = scene.asked("paula")
    scene.answers(case, "paula")
    with pytest.raises(UserError, match="already given"):
        scene.answers(case, "paula")
    with as_role("selnet_worker"):
        assert Entry.objects.filter(form="expert_opinion").count() == 1


def test_declining_ends_sight_and_tells_the_coordinator(scene: Scene, cast: Cast) -> None:
    case = scene.asked("paula", "ramon")
    assignment = scene.assignment(case, "paula")
    with pytest.raises(UserError) as raised:
        scene.as_("paula", answering.decline_assignment, assignment_id=assignment.pk, reason=" ")
    assert raised.value.field == "reason"
    scene.as_("paula", answering.decline_assignment, assignment_id=assignment.pk, reason="On leave.")
    with acting(cast.actor("paula")):
        assert not Case.objects.exists()
    with acting(cast.actor("ramon")):
        assert Case.objects.exists()
    with as_role("selnet_worker"):
        assert Notice.objects.get(kind="cases.opinion_declined").person_id == cast.boris.pk


def test_side_by_side_shows_who_agrees(scene: Scene, cast: Cast) -> None:
    case = scene.asked("paula", "ramon")
    scene.answers(case, "paula")
    scene.answers(case, "ramon", opinion_certainty="low")
    with acting(cast.actor("boris")):
        case = scene.seen("boris", case.pk)
        lines = {line.label: line for line in side_by_side(pack_of(case.patient), assignments_of(case))}
    assert lines["Certainty"].agree is False
    assert lines["Do you agree with the local diagnosis"].agree is True
    assert lines["Recommendation"].agree is None
    assert "Date of the opinion" not in lines


def test_reminding_twice_in_an_hour_is_refused(scene: Scene, cast: Cast) -> None:
    case = scene.asked("paula")
    assignment = scene.assignment(case, "paula")
    scene.as_("boris", asking.remind, assignment_id=assignment.pk)
    with pytest.raises(UserError, match="reminded in the last hours"):
        scene.as_("boris", asking.remind, assignment_id=assignment.pk)
    with pytest.raises(Refused):
        scene.as_("ana", asking.remind, assignment_id=assignment.pk)


def test_the_thread_reaches_everybody_in_the_case_but_its_author(scene: Scene, cast: Cast) -> None:
    case = scene.asked("paula")
    key = uuid4()
    for _twice in range(2):
        scene.as_("paula", thread.write_message, case_id=case.pk, text="Is the block available?", message_id=key)
    with as_role("selnet_worker"):
        assert Message.objects.count() == 1
        told = set(Notice.objects.filter(kind="cases.message").values_list("person_id", flat=True))
    assert told == {cast.ana.pk, cast.boris.pk}
    with pytest.raises(Refused):
        scene.as_("chiara", thread.write_message, case_id=case.pk, text="hello")


def test_messages_and_steps_are_never_changed_in_the_database(scene: Scene, cast: Cast) -> None:
    case = scene.asked("paula")
    scene.as_("ana", thread.write_message, case_id=case.pk, text="First.")

    def change(table: str, column: str, role: str) -> None:
        with transaction.atomic(), acting(cast.actor("ana")), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")
            cursor.execute(f"UPDATE {table} SET {column} = 'x'")

    for table, column in (("cases_message", "text"), ("cases_casestep", "note")):
        for role in ("selnet_app", "selnet_worker"):
            with pytest.raises(DatabaseError):
                change(table, column, role)


def test_the_database_lets_nobody_write_in_anothers_name(scene: Scene, cast: Cast) -> None:
    case = scene.asked("paula")
    with pytest.raises(DatabaseError), acting(cast.actor("paula")):
        Message.objects.create(case_id=case.pk, patient_id=case.patient_id, author=cast.boris, text="x")


def test_a_hand_over_moves_what_is_owed_and_led(scene: Scene, cast: Cast) -> None:
    case, other = scene.asked("sergio"), scene.asked("sergio", "chema")
    with as_role("selnet_worker"):
        from selnet.access.api import system
        from selnet.network.models import Membership

        Membership.objects.create(person=cast.marta, institution=cast.centre, role="centre_coordinator")
        with acting(system("hand-over")):
            for _twice in range(2):
                handover.hand_over(system("hand-over"), cast.sergio, cast.chema)
                handover.hand_over(system("hand-over"), cast.boris, cast.marta)
        asked = {(each.case_id, each.person_id) for each in Assignment.objects.all()}
        assert asked == {(case.pk, cast.chema.pk), (other.pk, cast.sergio.pk), (other.pk, cast.chema.pk)}
        assert set(Case.objects.values_list("coordinator_id", flat=True)) == {cast.marta.pk}
    with acting(cast.actor("sergio")):
        assert not Case.objects.exists()
    with acting(cast.actor("chema")):
        assert Case.objects.count() == 2


def test_a_case_goes_to_nobody_who_may_not_triage(scene: Scene, cast: Cast) -> None:
    from selnet.access.api import system

    scene.accepted()
    with as_role("selnet_worker"), acting(system("hand-over")):
        handover.hand_over(system("hand-over"), cast.boris, cast.paula)
        assert Case.objects.get().coordinator_id == cast.boris.pk
