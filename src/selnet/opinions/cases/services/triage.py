"""The coordinator's side: accept, ask for more, redirect, decline, conclude."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import Actor, UserError
from selnet.opinions.cases import notices, rules
from selnet.opinions.cases.models import Case, CaseStatus
from selnet.opinions.cases.selectors.centres import centre_for
from selnet.record.api import typed_text

from . import moving, sharing


@transaction.atomic
def accept(*, actor: Actor, case_id: UUID, expected_version: int) -> Case:
    """Takes the case on: the actor coordinates it from now."""
    case = moving.locked(case_id, expected_version)
    rules.check_can_accept(actor, case)
    case.coordinator_id = actor.person_id
    moving.move(actor, case, CaseStatus.ACCEPTED, action="accepted")
    notices.tell_referrer(actor, case, "cases.accepted")
    return case


@transaction.atomic
def ask_more(*, actor: Actor, case_id: UUID, expected_version: int, text: str) -> Case:
    """Asks the referrer for what is missing; both clocks stand still until the answer."""
    case = moving.locked(case_id, expected_version)
    rules.check_can_ask_more(actor, case)
    text = typed_text(text, field="text", missing=_("Say what you need, so that the referrer can bring it."))
    case.paused_at = timezone.now()
    moving.move(actor, case, CaseStatus.MORE_INFORMATION, action="more_asked", note=text)
    notices.tell_referrer(actor, case, "cases.more_asked")
    return case


@transaction.atomic
def redirect(*, actor: Actor, case_id: UUID, expected_version: int, institution_id: int, note: str) -> Case:
    """Passes the case to another reference centre. The patient's clocks go on running: it is the same wait."""
    case = moving.locked(case_id, expected_version)
    rules.check_can_redirect(actor, case)
    note = typed_text(note, field="note", missing=_("Say why the case is passed on, for the referrer and for the other centre."))
    other = centre_for(case.from_institution, institution_id)
    if other is None or other.pk == case.to_institution_id:
        raise UserError(_("Choose another reference centre."), field="institution")
    former = case.to_institution
    assert former is not None
    case.to_institution = other
    sharing.share_with_centre(actor, case)
    moving.move(actor, case, CaseStatus.SENT, action="redirected", note=f"{former.name} → {other.name}: {note}", to=other.pk)
    notices.tell_referrer(actor, case, "cases.redirected")
    notices.tell_coordinators(actor, case, "cases.sent")
    sharing.end_for_centre(actor, case, former.pk)
    return case


@transaction.atomic
def decline(*, actor: Actor, case_id: UUID, expected_version: int, reason: str) -> Case:
    """The centre cannot answer, and says why."""
    case = moving.locked(case_id, expected_version)
    rules.check_can_decline(actor, case)
    reason = typed_text(reason, field="text", missing=_("Say why the case is declined, and what the referrer can do instead."))
    case.closed_at = timezone.now()
    moving.move(actor, case, CaseStatus.DECLINED, action="declined", note=reason)
    notices.tell_referrer(actor, case, "cases.declined")
    sharing.end_all(actor, case)
    return case


@transaction.atomic
def conclude(*, actor: Actor, case_id: UUID, expected_version: int, conclusion: str) -> Case:
    """Answers without a board: the coordinator sums up what the experts said."""
    case = moving.locked(case_id, expected_version)
    rules.check_can_conclude(actor, case)
    case.conclusion = typed_text(conclusion, field="text", missing=_("Write the answer to the question."))
    case.decided_at = timezone.now()
    case.first_answered_at = case.first_answered_at or case.decided_at
    moving.move(actor, case, CaseStatus.DECIDED, action="concluded")
    notices.tell_referrer(actor, case, "cases.decided")
    return case
