"""Asking experts, one by one or as a group; nobody is asked twice."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import Actor, UserError
from selnet.opinions.cases import clocks, notices, rules
from selnet.opinions.cases.models import Assignment, Case
from selnet.opinions.cases.selectors.experts import Expert, entity_groups, experts_for
from selnet.record.api import facts_of, pack_of

from . import moving, sharing

AT_LEAST: Final = timedelta(hours=24)  # what an expert is given when the clocks have run out already
REMINDED_LATELY: Final = timedelta(hours=12)


@transaction.atomic
def assign(
    *, actor: Actor, case_id: UUID, expected_version: int, person_ids: Iterable[int], due_at: datetime | None = None
) -> list[Assignment]:
    """Asks people singly. Those already asked are left as they are."""
    case = moving.locked(case_id, expected_version)
    rules.check_can_assign(actor, case)
    chosen = set(person_ids)
    if not chosen:
        raise UserError(_("Choose at least one expert."), field="people")
    known = {expert.person.pk: expert for expert in reversed(_experts(case)) if expert.person.pk in chosen}
    if chosen - known.keys():
        raise UserError(_("One of these people can no longer be asked. Nobody was asked; choose again."), field="people")
    return _ask(actor, case, known.values(), due_at, as_group=False)


@transaction.atomic
def assign_group(
    *,
    actor: Actor,
    case_id: UUID,
    expected_version: int,
    discipline: str,
    only_knowing: bool = False,
    due_at: datetime | None = None,
) -> list[Assignment]:
    """Asks everybody of one discipline, or only those whose expertise holds this tumour. Whoever answers first, answers."""
    case = moving.locked(case_id, expected_version)
    rules.check_can_assign(actor, case)
    group = [each for each in _experts(case) if each.discipline == discipline and (each.knows or not only_knowing)]
    if not group:
        raise UserError(_("Nobody of this discipline can be asked now."), field="people")
    return _ask(actor, case, group, due_at, as_group=True)


def _experts(case: Case) -> list[Expert]:
    return experts_for(case, entity_groups(pack_of(case.patient), facts_of(case.patient)))


def _ask(actor: Actor, case: Case, experts: Iterable[Expert], due_at: datetime | None, *, as_group: bool) -> list[Assignment]:
    fresh = [expert for expert in experts if not expert.asked]
    if not fresh:
        raise UserError(_("All of them were asked before. Nobody is asked twice; you can remind them."), field="people")
    due = _due(case, due_at)
    asked = [_ask_one(actor, case, expert, due, as_group=as_group) for expert in fresh]
    moving.save(case)
    moving.trail(actor, case, "experts_asked", people=[str(each.person_id) for each in asked], as_group=as_group)
    return asked


def _ask_one(actor: Actor, case: Case, expert: Expert, due: datetime, *, as_group: bool) -> Assignment:
    assignment = Assignment.objects.create(
        case=case, patient_id=case.patient_id, person=expert.person, discipline=expert.discipline, as_group=as_group,
        assigned_by_id=actor.person_id, due_at=due,
    )  # fmt: skip
    sharing.share_with_expert(actor, case, expert.person.pk)
    notices.tell_expert(actor, case, assignment, "cases.opinion_asked", "cases.opinion_asked")
    return assignment


def _due(case: Case, wanted: datetime | None) -> datetime:
    now = timezone.now()
    if wanted is not None:
        if wanted <= now:
            raise UserError(_("The day by which you need the answer has passed."), field="due")
        return wanted
    owed = clocks.next_due(case)
    return owed if owed is not None and owed > now else now + AT_LEAST


@transaction.atomic
def remind(*, actor: Actor, assignment_id: UUID) -> Assignment:
    """Tells the expert once more; at most twice a day."""
    assignment = locked_assignment(assignment_id)
    rules.check_can_remind(actor, assignment.case, assignment)
    now = timezone.now()
    if assignment.reminded_at is not None and now - assignment.reminded_at < REMINDED_LATELY:
        raise UserError(_("They were reminded in the last hours. Give them until tomorrow, or ask somebody else."))
    assignment.reminded_at = now
    assignment.save(update_fields=["reminded_at"])
    notices.tell_expert(actor, assignment.case, assignment, "cases.opinion_due", f"reminded:{now:%Y%m%d%H}")
    moving.trail(actor, assignment.case, "expert_reminded", person=assignment.person_id)
    return assignment


def locked_assignment(assignment_id: UUID) -> Assignment:
    """The assignment and its case, locked in the order in which every service locks them: first the case."""
    case_id = Assignment.objects.filter(pk=assignment_id).values_list("case_id", flat=True).first()
    case = moving.locked(case_id or assignment_id)
    assignment = Assignment.objects.select_for_update().get(pk=assignment_id)
    assignment.case = case
    return assignment
