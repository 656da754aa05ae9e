"""The expert's side: answering in structured form and text, or declining with a reason."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import Actor
from selnet.opinions.cases import notices, rules
from selnet.opinions.cases.models import Assignment
from selnet.opinions.cases.opinion_form import OPINION
from selnet.record.api import Stored, entries, typed_text

from . import moving, sharing
from .asking import locked_assignment


@transaction.atomic
def answer(*, actor: Actor, assignment_id: UUID, answers: Mapping[str, Stored]) -> Assignment:
    """Writes the opinion into the record. Sent twice, it stands once. Raises EntryErrors when questions need the expert."""
    assignment = locked_assignment(assignment_id)
    case = assignment.case
    rules.check_can_answer(actor, case, assignment)
    now = timezone.now()
    known = {"opinion_date": timezone.localdate(now).isoformat(), "opinion_discipline": assignment.discipline}
    assignment.entry = entries.save(
        actor=actor, patient=case.patient, form=OPINION, answers={**answers, **known}, written_by="case", new_id=assignment.pk
    )
    assignment.answered_at = now
    assignment.save(update_fields=["answered_at", "entry"])
    case.first_answered_at = case.first_answered_at or now
    moving.save(case)
    moving.trail(actor, case, "answered", discipline=assignment.discipline)
    notices.tell_coordinators(actor, case, "cases.opinion_given", f"given:{assignment.pk}")
    notices.tell_referrer(actor, case, "cases.opinion_given", f"given:{assignment.pk}")
    return assignment


@transaction.atomic
def decline_assignment(*, actor: Actor, assignment_id: UUID, reason: str) -> Assignment:
    """The expert cannot answer. They see the patient no more."""
    assignment = locked_assignment(assignment_id)
    case = assignment.case
    rules.check_can_decline_assignment(actor, case, assignment)
    missing = _("Say why you cannot answer; the coordinator will ask somebody else.")
    assignment.decline_reason = typed_text(reason, field="reason", missing=missing, longest=300)
    assignment.declined_at = timezone.now()
    assignment.save(update_fields=["declined_at", "decline_reason"])
    moving.save(case)
    moving.trail(actor, case, "assignment_declined", discipline=assignment.discipline)
    notices.tell_coordinators(actor, case, "cases.opinion_declined", f"declined:{assignment.pk}")
    assert actor.person_id is not None
    sharing.end_for_expert(actor, case, actor.person_id)
    return assignment
