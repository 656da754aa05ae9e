"""Clocks that run out: said to the coordinators, a day later to those who keep the network; experts are reminded before.

Run by the platform every ten minutes. Everything here may run twice, or be killed halfway and run again.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from selnet.access.api import Actor, Permission, system
from selnet.network.api import Person, people_everywhere_with
from selnet.opinions.cases import notices
from selnet.opinions.cases.models import Assignment, Case
from selnet.opinions.cases.selectors.cases import RELATED
from selnet.opinions.cases.stages import RUNNING

from . import moving

UP_TO_NETWORK: Final = timedelta(hours=24)
SOON: Final = timedelta(hours=24)


def watch_clocks(now: datetime | None = None) -> int:
    """One round. Returns how many cases and experts were newly told."""
    now = now or timezone.now()
    actor = system("late clocks")
    late = [_say_late(actor, case.pk, now) for case in late_cases(now).filter(escalated_at=None)]
    higher = [_say_higher(actor, case, now) for case in late_cases(now).filter(escalated_at__lte=now - UP_TO_NETWORK)]
    closure = [_say_closure_late(actor, case) for case in _closure_late(now)]
    experts = [_remind(actor, assignment, now) for assignment in _waiting(now)]
    return sum([*late, *higher, *closure, *experts])


def late_cases(now: datetime) -> QuerySet[Case]:
    """Answers still owed whose limit has passed. A paused clock is never late."""
    first = Q(first_answered_at=None, first_answer_due__lt=now)
    return (
        Case.objects.select_related(*RELATED)
        .filter(status__in=RUNNING, paused_at=None)
        .filter(first | Q(decided_at=None, closure_due__lt=now))
        .order_by("pk")
    )


def _closure_late(now: datetime) -> QuerySet[Case]:
    """Late a second time: the first answer was late before, now closure is."""
    return late_cases(now).filter(closure_due__lt=now, escalated_at__lt=F("closure_due"))


@transaction.atomic
def _say_late(actor: Actor, case_id: UUID, now: datetime) -> bool:
    """Locks the case, so that two rounds at once tell it once."""
    case = late_cases(now).select_for_update(of=("self",), skip_locked=True).filter(pk=case_id, escalated_at=None).first()
    if case is None:
        return False
    case.escalated_at = now
    case.save(update_fields=["escalated_at"])  # not a change of the case that a person's page must know: the version stays
    notices.tell_coordinators(actor, case, "cases.late", "late")
    moving.trail(actor, case, "late")
    return True


@transaction.atomic
def _say_closure_late(actor: Actor, case: Case) -> bool:
    notices.tell_coordinators(actor, case, "cases.late", "late:closure")
    return False


@transaction.atomic
def _say_higher(actor: Actor, case: Case, now: datetime) -> bool:
    notices.tell_network(case, keepers_of(case))
    return False


def keepers_of(case: Case) -> list[int]:
    """The national coordinators of the centre's country and the network's administrators. They see counts, never the patient."""
    assert case.to_institution is not None
    national = Person.objects.filter(
        is_active=True,
        memberships__ended_at=None,
        memberships__role="national_coordinator",
        memberships__institution__country_id=case.to_institution.country_id,
    )
    network = people_everywhere_with(Permission.NETWORK_MANAGE)
    return sorted({*national.values_list("pk", flat=True), *network.values_list("pk", flat=True)})


def _waiting(now: datetime) -> list[Assignment]:
    """Experts not yet reminded whose answer is due within a day, and who had half of their time already."""
    soon = Assignment.objects.filter(
        answered_at=None,
        declined_at=None,
        reminded_at=None,
        due_at__lt=now + SOON,
        case__status__in=RUNNING,
        case__paused_at=None,
    )
    return [each for each in soon if now - each.assigned_at >= (each.due_at - each.assigned_at) / 2]


@transaction.atomic
def _remind(actor: Actor, assignment: Assignment, now: datetime) -> bool:
    held = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("case__patient")
        .filter(pk=assignment.pk, reminded_at=None)
        .first()
    )
    if held is None:
        return False
    held.reminded_at = now
    held.save(update_fields=["reminded_at"])
    notices.tell_expert(actor, held.case, held, "cases.opinion_due", "cases.opinion_due")
    moving.trail(actor, held.case, "expert_reminded", person=held.person_id)
    return True
