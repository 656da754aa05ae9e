"""When somebody's work passes to somebody else: the opinions they still owe and the cases they coordinate move with it."""

from django.db import transaction

from selnet.access.api import Actor, Permission
from selnet.network.api import Person, people_with, register_handover
from selnet.opinions.cases import notices
from selnet.opinions.cases.models import Assignment, Case
from selnet.opinions.cases.selectors.cases import RELATED
from selnet.opinions.cases.stages import OPEN

from . import moving, sharing


def register() -> None:
    register_handover(hand_over)


@transaction.atomic
def hand_over(actor: Actor, from_person: Person, to_person: Person) -> None:
    """Run in the worker as the platform. Run again, it finds nothing left to move."""
    _hand_over_assignments(actor, from_person.pk, to_person.pk)
    _hand_over_cases(actor, from_person.pk, to_person.pk)


def _hand_over_assignments(actor: Actor, former: int, other: int) -> None:
    """Nobody is asked twice: where the other was asked already, the former's request simply ends."""
    owed = Assignment.objects.select_for_update().filter(
        person_id=former, answered_at=None, declined_at=None, case__status__in=OPEN
    )
    for assignment in owed:
        case = Case.objects.select_related(*RELATED).get(pk=assignment.case_id)
        if not case.assignments.filter(person_id=other).exists():
            assignment.person_id = other
            assignment.reminded_at = None
            assignment.save(update_fields=["person", "reminded_at"])
            sharing.share_with_expert(actor, case, other)
            notices.tell_expert(actor, case, assignment, "cases.opinion_asked", "cases.opinion_asked")
            moving.trail(actor, case, "assignment_handed_over", former=former, other=other)
        sharing.end_for_expert(actor, case, former)


def _hand_over_cases(actor: Actor, former: int, other: int) -> None:
    """The case goes to the other person where they may triage; elsewhere it is every coordinator's again."""
    led = Case.objects.select_for_update(of=("self",)).select_related(*RELATED).filter(coordinator_id=former, status__in=OPEN)
    for case in led:
        assert case.to_institution_id is not None
        able = people_with(Permission.CASE_TRIAGE, case.to_institution_id).filter(pk=other).exists()
        if able:
            case.coordinator_id = other
            moving.save(case)
            moving.trail(actor, case, "handed_over", former=former, other=other)
        notices.tell_coordinators(actor, case, "cases.sent", f"handed_over:{case.version}")
