"""One case, or many, as far as the actor may see them."""

from uuid import UUID

from django.db.models import Q, QuerySet

from selnet.access.api import Actor, Permission, Refused
from selnet.opinions.cases.models import Assignment, Case, CaseStatus
from selnet.record.api import patients_cared_for_by

RELATED = ("patient__institution__country", "from_institution", "to_institution", "opened_by", "coordinator")


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """The Python twin of guard.sql: whoever cares for the patient or was asked to; a draft only where it is written."""
    cases = Case.objects.select_related(*RELATED)
    if actor.kind == "system":
        return cases
    written_here = Q(from_institution_id__in=actor.institutions_with(Permission.CASE_OPEN))
    return cases.filter(patient_id__in=patients_cared_for_by(actor).values("pk")).filter(
        ~Q(status=CaseStatus.DRAFT) | written_here
    )


def get_case(actor: Actor, case_id: UUID) -> Case:
    """Raises Refused when there is none or the actor may not see it: the two look the same."""
    case = cases_visible_to(actor).filter(pk=case_id).first()
    if case is None:
        raise Refused("case")
    return case


def cases_ready_for_board(actor: Actor) -> QuerySet[Case]:
    """Accepted cases at the centres where the actor prepares a board, what runs out first first."""
    centres = actor.institutions_with(Permission.BOARD_PREPARE)
    ready = cases_visible_to(actor).filter(status=CaseStatus.ACCEPTED, to_institution_id__in=centres)
    return ready.order_by("closure_due", "sent_at")


def get_assignment(actor: Actor, assignment_id: UUID) -> Assignment:
    found = Assignment.objects.select_related("person", "entry").filter(pk=assignment_id).first()
    if found is None:
        raise Refused("assignment")
    found.case = get_case(actor, found.case_id)
    return found


def asked_of(actor: Actor, case: Case) -> Assignment | None:
    """The actor's own assignment in this case."""
    if actor.person_id is None:
        return None
    return Assignment.objects.filter(case=case, person_id=actor.person_id).first()
