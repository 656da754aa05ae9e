"""What a board does to a case: takes it on the agenda, decides it, gives it back. Called by opinions.boards through the door."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from selnet.access.api import Actor
from selnet.opinions.cases import notices, rules
from selnet.opinions.cases.models import Case, CaseStatus

from . import moving


@transaction.atomic
def list_on_board(actor: Actor, case_id: UUID, *, note: str = "", expected_version: int | None = None) -> Case:
    """The case stands on an agenda. A case that already does is left as it is."""
    case = moving.locked(case_id, expected_version)
    if case.status == CaseStatus.LISTED:
        return case
    rules.check_can_list(actor, case)
    moving.move(actor, case, CaseStatus.LISTED, action="listed", note=note)
    return case


@transaction.atomic
def back_from_board(actor: Actor, case_id: UUID, *, note: str = "") -> Case:
    """The board postponed it or took it off: the coordinator has it again."""
    case = moving.locked(case_id)
    rules.check_can_leave_board(actor, case)
    moving.move(actor, case, CaseStatus.ACCEPTED, action="back_from_board", note=note)
    notices.tell_coordinators(actor, case, "cases.back")
    return case


@transaction.atomic
def decided_by_board(actor: Actor, case_id: UUID, *, note: str = "") -> Case:
    """The chair signed: the case is answered and the closing clock stops. Telling the clinician is the board's."""
    case = moving.locked(case_id)
    rules.check_can_be_decided(actor, case)
    case.decided_at = timezone.now()
    case.first_answered_at = case.first_answered_at or case.decided_at
    moving.move(actor, case, CaseStatus.DECIDED, action="decided_by_board", note=note)
    return case
