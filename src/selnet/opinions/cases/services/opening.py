"""The referring clinician's side: a draft, sending it, supplying what was asked, withdrawing, closing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import Actor, Refused, UserError
from selnet.opinions.cases import clocks, notices, rules
from selnet.opinions.cases.completeness import Gate, completeness
from selnet.opinions.cases.models import Case, CaseStatus, CaseStep
from selnet.opinions.cases.request_form import KNOWN, REQUEST
from selnet.opinions.cases.selectors.centres import centre_for
from selnet.record.api import Entry, EntryErrors, Patient, Stored, entries, get_patient, pack_of, typed_text

from . import moving, sharing


@dataclass(frozen=True)
class Request:
    """What the referrer writes in a draft. Everything may still be missing except reason and urgency."""

    reason: str
    urgency: str
    question: str = ""
    to_institution_id: int | None = None
    details: Mapping[str, Stored] = field(default_factory=dict)  # the further questions of the pack's request form


@transaction.atomic
def open_case(*, actor: Actor, patient_id: UUID, request: Request, case_id: UUID | None = None) -> Case:
    """A draft. `case_id` is the key that the page gave beforehand: sending the page twice opens one case."""
    patient = get_patient(actor, patient_id)
    rules.check_can_open(actor, patient.institution_id)
    if actor.person_id is None:
        raise Refused("case")  # a case has somebody who asks
    standing = _opened_before(actor, case_id)
    if standing is not None:
        return standing
    case = Case(patient=patient, from_institution=patient.institution, opened_by_id=actor.person_id)
    case.pk = case_id or case.pk
    _fill(case, patient, request)
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError:  # the same page arrived at the same moment, or its key was tampered with
        standing = _opened_before(actor, case_id)
        if standing is None:
            raise Refused("case") from None
        return standing
    CaseStep.objects.create(case=case, patient=patient, by_id=actor.person_id, after=CaseStatus.DRAFT)
    moving.trail(actor, case, "opened", reason=case.reason, urgency=case.urgency)
    return case


def _opened_before(actor: Actor, case_id: UUID | None) -> Case | None:
    return Case.objects.filter(pk=case_id, opened_by_id=actor.person_id or 0).first() if case_id else None


@transaction.atomic
def save_draft(*, actor: Actor, case_id: UUID, expected_version: int, request: Request) -> Case:
    case = moving.locked(case_id, expected_version)
    rules.check_can_edit_draft(actor, case)
    _fill(case, case.patient, request)
    moving.save(case)
    moving.trail(actor, case, "changed", reason=case.reason, urgency=case.urgency)
    return case


def _fill(case: Case, patient: Patient, request: Request) -> None:
    content = pack_of(patient).cases
    if request.reason not in {each.id for each in content.reasons}:
        raise UserError(_("Choose why you ask."), field="reason")
    if request.urgency not in {each.id for each in content.urgencies}:
        raise UserError(_("Choose how soon you need the answer."), field="urgency")
    if request.to_institution_id and centre_for(case.from_institution, request.to_institution_id) is None:
        raise UserError(_("This centre takes no cases now. Choose another."), field="to_institution")
    case.reason, case.urgency = request.reason, request.urgency
    case.question = typed_text(request.question, field="question")
    case.to_institution_id = request.to_institution_id
    case.details = _checked(patient, request.details)


def _checked(patient: Patient, details: Mapping[str, Stored]) -> dict[str, Stored]:
    """The further answers as the record would keep them. EntryErrors says which need the referrer."""
    asked = {name: answer for name, answer in details.items() if name not in KNOWN}
    found = entries.preview(patient, REQUEST, asked, instance=None, complete=False)
    if found.hard:
        raise EntryErrors(found.hard)
    return {name: answer for name, answer in found.answers.items() if name not in KNOWN}


@transaction.atomic
def send(*, actor: Actor, case_id: UUID, expected_version: int, incomplete_reason: str = "") -> Case:
    """Hands the case to the centre: the clocks start, the centre sees the patient, the request stands in the record."""
    case = moving.locked(case_id, expected_version)
    rules.check_can_send(actor, case)
    _check_whole(case)
    gate = completeness(case)
    case.incomplete_reason = _why_incomplete(gate, incomplete_reason)
    urgency = clocks.urgency_of(case)
    if urgency is None:
        raise UserError(_("Choose how soon you need the answer."), field="urgency")
    case.sent_at = timezone.now()
    case.first_answer_due, case.closure_due = clocks.limits(urgency, case.sent_at)
    case.entry = _written(actor, case)
    moving.move(actor, case, CaseStatus.SENT, action="sent", missing=[item.id for item in gate.required])
    sharing.share_with_centre(actor, case)
    notices.tell_coordinators(actor, case, "cases.sent")
    return case


def _check_whole(case: Case) -> None:
    typed_text(case.question, field="question", missing=_("Write the question that the experts shall answer."))
    if case.to_institution_id is None:
        raise UserError(_("Choose the reference centre that shall answer."), field="to_institution")
    if centre_for(case.from_institution, case.to_institution_id) is None:
        raise UserError(_("This centre takes no cases now. Choose another."), field="to_institution")


def _why_incomplete(gate: Gate, reason: str) -> str:
    if gate.is_complete:
        return ""
    missing = _("Say why the case is sent although something is missing, for example “no MRI in this region”.")
    return typed_text(reason, field="incomplete_reason", missing=missing, longest=500)


def _written(actor: Actor, case: Case) -> Entry:
    """The request as an entry of the record."""
    assert case.sent_at is not None
    return entries.save(
        actor=actor,
        patient=case.patient,
        form=REQUEST,
        answers={
            **case.details,
            "request_date": timezone.localdate(case.sent_at).isoformat(),
            "request_reason": case.reason,
            "request_urgency": case.urgency,
            "request_question": case.question,
            "request_institution": case.from_institution.name,
            "request_incomplete_reason": case.incomplete_reason,
        },
        written_by="case",
        new_id=case.pk,
    )


@transaction.atomic
def supply(*, actor: Actor, case_id: UUID, expected_version: int, text: str) -> Case:
    """Answers what the centre asked: the clocks run again, both limits moved by what the pause took."""
    case = moving.locked(case_id, expected_version)
    rules.check_can_supply(actor, case)
    text = typed_text(text, field="text", missing=_("Say what you added, or why it cannot be had."))
    _run_again(case)
    after = CaseStatus.ACCEPTED if case.coordinator_id else CaseStatus.SENT
    moving.move(actor, case, after, action="supplied", note=text)
    notices.tell_coordinators(actor, case, "cases.supplied")
    return case


def _run_again(case: Case) -> None:
    assert case.paused_at is not None
    assert case.first_answer_due is not None
    assert case.closure_due is not None
    pause = timezone.now() - case.paused_at
    case.first_answer_due += pause
    case.closure_due += pause
    case.paused_at = None
    for assignment in case.assignments.filter(answered_at=None, declined_at=None):
        assignment.due_at += pause
        assignment.save(update_fields=["due_at"])


@transaction.atomic
def withdraw(*, actor: Actor, case_id: UUID, expected_version: int, reason: str) -> Case:
    """The opinion is no longer needed. Whoever was let in sees the patient no more."""
    case = moving.locked(case_id, expected_version)
    rules.check_can_withdraw(actor, case)
    was_sent = case.sent_at is not None
    reason = typed_text(reason, field="text", missing=_("Say why the case is withdrawn."))
    case.closed_at = timezone.now()
    case.paused_at = None
    moving.move(actor, case, CaseStatus.WITHDRAWN, action="withdrawn", note=reason)
    if was_sent:
        notices.tell_coordinators(actor, case, "cases.withdrawn")
    sharing.end_all(actor, case)
    return case


@transaction.atomic
def close(*, actor: Actor, case_id: UUID, expected_version: int, note: str = "") -> Case:
    """The answer was read and nothing is open. The centre sees the patient no more."""
    case = moving.locked(case_id, expected_version)
    rules.check_can_close(actor, case)
    case.closed_at = timezone.now()
    moving.move(actor, case, CaseStatus.CLOSED, action="closed", note=note.strip()[:500])
    sharing.end_all(actor, case)
    return case
