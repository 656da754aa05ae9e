"""Clocks run from sending, stand still while the referrer is asked, run out, and are said to the right people once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from cast import Cast
from roles import as_role
from selnet.access.api import acting, system
from selnet.audit.models import AuditEvent
from selnet.network.models import Institution, Membership, Notice, Person
from selnet.opinions.cases.clocks import clocks_of
from selnet.opinions.cases.models import Assignment, Case
from selnet.opinions.cases.services import opening, triage
from selnet.opinions.cases.services.watching import watch_clocks
from selnet.opinions.cases.tasks import watch_clocks as watch_clocks_task
from selnet.ui.api import ClockState

from .scenes import Scene

START = datetime(2026, 11, 24, 9, tzinfo=UTC)


def watch(after: timedelta) -> None:
    """One round of the worker, so long after the start."""
    with time_machine.travel(START + after, tick=False), as_role("selnet_worker"), acting(system("test")):
        watch_clocks()


def told(kind: str) -> list[int]:
    with as_role("selnet_worker"):
        return sorted(Notice.objects.filter(kind=kind).values_list("person_id", flat=True))


@pytest.fixture
def case(scene: Scene) -> Case:
    with time_machine.travel(START, tick=False):
        return scene.sent(urgency="urgent")  # 72 h and 168 h


@pytest.mark.parametrize(
    ("hours", "state", "words"),
    [
        (1, ClockState.OK, "2 d 23 h left"),
        (50, ClockState.DUE, "22 h left"),
        (72, ClockState.DUE, "under 1 min left"),
        (75, ClockState.OVER, "3 h late"),
    ],
)
def test_the_first_clock_says_what_is_left(
    scene: Scene, cast: Cast, case: Case, hours: int, state: ClockState, words: str
) -> None:
    clock = clocks_of(scene.seen("ana", case.pk), START + timedelta(hours=hours)).main
    assert clock is not None
    assert (clock.state, clock.text) == (state, words)


def test_a_draft_has_no_clock(scene: Scene) -> None:
    draft = scene.draft()
    assert clocks_of(draft).main is None


def test_an_overdue_case_is_told_once_to_its_coordinators(cast: Cast, case: Case) -> None:
    watch(timedelta(hours=71))
    assert told("cases.late") == []
    watch(timedelta(hours=73))
    watch(timedelta(hours=74))
    assert told("cases.late") == [cast.boris.pk]
    with as_role("selnet_worker"):
        assert Case.objects.get(pk=case.pk).escalated_at == START + timedelta(hours=73)
        late = AuditEvent.objects.filter(action="cases.case.late")
        assert [(event.actor, event.person_id) for event in late] == [("system:late clocks", None)]


def test_a_day_later_it_reaches_those_who_keep_the_network(cast: Cast, case: Case) -> None:
    with as_role("selnet_worker"):
        office = Institution.objects.create(
            name="Autoridad",
            kind="authority",
            country_id="ES",
            city="Madrid",
            latitude=40.4,
            longitude=-3.7,
            time_zone="Europe/Madrid",
        )
        nuria = Person.objects.create_user("nuria@example.org", "quiet-harbour-47-lantern", name="Nuria", language="es")
        Membership.objects.create(person=nuria, institution=office, role="national_coordinator")
    watch(timedelta(hours=73))
    watch(timedelta(hours=96))
    assert told("cases.centre_late") == []
    watch(timedelta(hours=98))
    watch(timedelta(hours=99))
    assert told("cases.centre_late") == sorted([cast.ada.pk, nuria.pk])


def test_closure_late_after_the_first_answer_is_told_again(cast: Cast, case: Case) -> None:
    watch(timedelta(hours=73))
    watch(timedelta(hours=169))
    watch(timedelta(hours=170))
    assert told("cases.late") == [cast.boris.pk, cast.boris.pk]


def test_a_paused_case_is_never_late(scene: Scene, cast: Cast, case: Case) -> None:
    with time_machine.travel(START + timedelta(hours=10), tick=False):
        scene.step("boris", triage.ask_more, case, text="MRI, please.")
    watch(timedelta(hours=200))
    assert told("cases.late") == []
    paused = scene.seen("ana", case.pk)
    clock = clocks_of(paused, START + timedelta(hours=200)).main
    assert clock is not None
    assert clock.state is ClockState.PAUSED
    assert clock.percent == 14  # ten of seventy-two hours, however long the pause
    with time_machine.travel(START + timedelta(hours=200), tick=False):
        scene.step("ana", opening.supply, paused, text="Here.")
    watch(timedelta(hours=261))
    assert told("cases.late") == []
    watch(timedelta(hours=263))
    assert told("cases.late") == [cast.boris.pk]


def test_an_answered_case_is_not_late(scene: Scene, case: Case) -> None:
    with time_machine.travel(START + timedelta(hours=5), tick=False):
        case = scene.step("boris", triage.accept, case)
        case = scene.step("boris", triage.conclude, case, conclusion="Re-excision first.")
    watch(timedelta(hours=500))
    assert told("cases.late") == []
    clocks = clocks_of(case, START + timedelta(hours=500))
    assert clocks.first_answer is not None
    assert clocks.closure is not None
    assert {clocks.first_answer.state, clocks.closure.state} == {ClockState.MET}


def test_an_expert_is_reminded_once_before_the_day_comes(scene: Scene, cast: Cast) -> None:
    with time_machine.travel(START, tick=False):
        case = scene.asked("paula", "ramon", urgency="urgent")
        scene.answers(case, "ramon")
    watch(timedelta(hours=40))
    assert told("cases.opinion_due") == []
    watch(timedelta(hours=49))
    watch(timedelta(hours=60))
    assert told("cases.opinion_due") == [cast.paula.pk]
    with as_role("selnet_worker"):
        assert Assignment.objects.get(person=cast.paula).reminded_at == START + timedelta(hours=49)


def test_the_periodic_job_runs_as_the_worker_and_twice(cast: Cast, case: Case) -> None:
    with time_machine.travel(START + timedelta(hours=80), tick=False), as_role("selnet_worker"):
        watch_clocks_task(timestamp=0)
        watch_clocks_task(timestamp=0)
    assert told("cases.late") == [cast.boris.pk]
