"""Closing the loop: answers, the record's entry, the case's end, and the reminder that asks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from boards_stage import MODALITIES, Stage
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from selnet.access.api import Refused, UserError, acting, system
from selnet.network.api import Notice
from selnet.opinions.boards.api import Answer, Decision, answer_executions, get_decision, newest_executions, remind, rows_of
from selnet.opinions.boards.models import Execution
from selnet.opinions.boards.tasks import remind_of_executions
from selnet.opinions.boards.worklist import execution_items
from selnet.opinions.cases.api import Case
from selnet.record.api import Entry, EntryVersion, Patient

AsWorker = Callable[[], object]
LATER = timedelta(days=14, hours=1)


def _answer(stage: Stage, decision: Decision, by: str = "ana", **answers: Answer) -> Decision:
    with stage.acting(by) as actor:
        return answer_executions(actor=actor, decision=get_decision(actor, decision.pk), answers=answers)


def test_an_answer_becomes_a_new_version_of_the_board_entry(stage: Stage) -> None:
    decision = stage.signed()
    today = timezone.localdate()
    with time_machine.travel(decision.item.meeting.starts_at + timedelta(days=3)):
        day = timezone.localdate()
        _answer(stage, decision, systemic=Answer("yes", "", day), surgery=Answer("no_patient", "Prefers to wait."))
    assert day > today
    with stage.acting("ana"):
        entry = Entry.objects.get(pk=decision.entry_id)
        assert (entry.version, entry.status) == (2, "signed")
        assert entry.answers["systemic_executed"] == "yes"
        assert entry.answers["systemic_executed_date"] == day.isoformat()
        assert (entry.answers["surgery_executed"], entry.answers["surgery_executed_reason"]) == ("no_patient", "Prefers to wait.")
        assert entry.answers["systemic_rec"] == "do"
        assert EntryVersion.objects.filter(entry=entry).count() == 2
        assert Case.objects.get(pk=decision.case_id).status == "decided"


def test_the_same_answer_twice_is_one(stage: Stage) -> None:
    decision = stage.signed()
    for _sent_twice in range(2):
        _answer(stage, decision, systemic=Answer("yes"))
    with stage.acting("ana"):
        assert Execution.objects.count() == 1
        assert Entry.objects.get(pk=decision.entry_id).version == 2


def test_a_later_answer_counts_and_the_former_stays(stage: Stage) -> None:
    decision = stage.signed()
    _answer(stage, decision, systemic=Answer("not_known_yet"))
    _answer(stage, decision, systemic=Answer("no_access", "Ifosfamide is not available."))
    with stage.acting("ana"):
        assert Execution.objects.count() == 2
        assert newest_executions(rows_of(decision))["systemic"].outcome == "no_access"


def test_the_last_answer_closes_the_case(stage: Stage) -> None:
    decision = stage.signed()
    _answer(stage, decision, **{name: Answer("yes") for name in MODALITIES[1:]})
    _answer(stage, decision, **{MODALITIES[0]: Answer("not_known_yet")})
    with stage.acting("ana"):
        assert Case.objects.get(pk=decision.case_id).status == "decided"
    _answer(stage, decision, **{MODALITIES[0]: Answer("no_other", "Moved abroad.")})
    with stage.acting("ana"):
        assert Case.objects.get(pk=decision.case_id).status == "closed"
    with stage.acting("boris"):  # the centre's part is done
        assert not Patient.objects.filter(pk=decision.patient_id).exists()


def test_after_the_meeting_and_the_last_answer_the_chair_sees_the_patient_no_more(stage: Stage) -> None:
    from selnet.opinions.boards.api import close_meeting

    decision = stage.signed()
    with stage.acting("chema") as chema:
        close_meeting(actor=chema, meeting=stage.meeting)
        assert Patient.objects.filter(pk=decision.patient_id).exists()
    _answer(stage, decision, **{name: Answer("yes") for name in MODALITIES})
    with stage.acting("chema"):
        assert not Patient.objects.filter(pk=decision.patient_id).exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Answer("perhaps"), "systemic-outcome"),
        (Answer("no_physician"), "systemic-why"),
        (Answer("no_physician", "x" * 2001), "systemic-why"),
        (Answer("yes", "", timezone.localdate() + timedelta(days=400)), "systemic-done_on"),
    ],
)
def test_a_fault_is_named_and_nothing_is_kept(stage: Stage, given: Answer, field: str) -> None:
    decision = stage.signed()
    with pytest.raises(UserError) as refused:
        _answer(stage, decision, surgery=Answer("yes"), systemic=given)
    assert refused.value.field == field
    with stage.acting("ana"):
        assert not Execution.objects.exists()


@pytest.mark.parametrize("name", ["chema", "boris", "chiara", "dora"])
def test_only_the_treating_institution_answers(stage: Stage, name: str) -> None:
    decision = stage.signed()
    with pytest.raises(Refused):
        _answer(stage, decision, by=name, systemic=Answer("yes"))


def test_an_unsigned_decision_has_no_answers(stage: Stage) -> None:
    stage.open()
    decision = stage.decide()
    with pytest.raises(Refused):  # for Ana it does not exist yet
        _answer(stage, decision, systemic=Answer("yes"))


def test_answers_are_append_only(stage: Stage) -> None:
    decision = stage.signed()
    _answer(stage, decision, systemic=Answer("yes"))
    with stage.acting("ana"), connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute("UPDATE boards_execution SET outcome = 'no_other'")


# --- the reminder


def _asked(as_worker: AsWorker) -> list[str]:
    with as_worker():  # type: ignore[attr-defined]
        return list(Notice.objects.filter(kind="boards.execution_due").order_by("about").values_list("about", flat=True))


def _remind(as_worker: AsWorker) -> int:
    actor = system("execution reminder")
    with as_worker(), acting(actor):  # type: ignore[attr-defined]
        return remind(actor=actor)


def test_the_clinician_is_asked_after_two_weeks_and_every_two_weeks(stage: Stage, as_worker: AsWorker) -> None:
    decision = stage.signed()
    assert decision.signed_at is not None
    assert _remind(as_worker) == 0
    with time_machine.travel(decision.signed_at + LATER):
        assert (_remind(as_worker), _remind(as_worker)) == (1, 0)
    with time_machine.travel(decision.signed_at + timedelta(days=20)):
        assert _remind(as_worker) == 0
    with time_machine.travel(decision.signed_at + 2 * LATER):
        assert (_remind(as_worker), _remind(as_worker)) == (1, 0)
    assert _asked(as_worker) == [f"decision:{decision.pk}:execution:{time}" for time in (1, 2)]


def test_who_has_answered_is_not_asked(stage: Stage, as_worker: AsWorker) -> None:
    decision = stage.signed()
    _answer(stage, decision, **{name: Answer("yes") for name in MODALITIES})
    assert decision.signed_at is not None
    with time_machine.travel(decision.signed_at + LATER):
        assert _remind(as_worker) == 0


def test_the_job_asks_too(stage: Stage, as_worker: AsWorker) -> None:
    decision = stage.signed()
    assert decision.signed_at is not None
    with time_machine.travel(decision.signed_at + LATER), as_worker():  # type: ignore[attr-defined]
        remind_of_executions(0)
    assert len(_asked(as_worker)) == 1


def test_a_person_does_not_remind(stage: Stage) -> None:
    with stage.acting("boris") as boris, pytest.raises(Refused):
        remind(actor=boris)


def test_the_worklist_asks_the_treating_institution_only(stage: Stage) -> None:
    decision = stage.signed()
    assert decision.signed_at is not None
    later = decision.signed_at + LATER
    for name, rows in (("ana", 1), ("boris", 0), ("chiara", 0)):
        with stage.acting(name) as actor:
            assert len(list(execution_items(actor, later))) == rows
            assert not list(execution_items(actor, decision.signed_at + timedelta(days=3)))
