"""What the patient agreed to. Consent decides who may use what, and is asked where data leaves."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import Actor, Permission, UserError
from selnet.audit.api import record

from .knowledge import pack_of
from .models import Attachment, Consent, ConsentForm, Patient
from .turns import take_turns


@transaction.atomic
def answer(
    *,
    actor: Actor,
    patient: Patient,
    scope: str,
    state: str,
    answered_on: date,
    form: ConsentForm | None = None,
    scan: Attachment | None = None,
) -> Consent:
    """Keeps one answer about one scope. The newest answer holds; older ones stay. The same again changes nothing."""
    actor.require(Permission.CONSENT_RECORD, patient.institution_id)
    if scope not in {known.id for known in pack_of(patient).consents.scopes}:
        raise UserError(_("There is no consent of this kind."), field="scope")
    if answered_on > timezone.localdate():
        raise UserError(_("The day of the answer is in the future."), field="answered_on")
    take_turns("consent", patient.pk, scope)
    standing = consents_of(patient.pk).get(scope)
    if standing is not None and (standing.state, standing.answered_on) == (state, answered_on):
        return standing
    if state == Consent.State.WITHDRAWN and (standing is None or standing.state != Consent.State.GIVEN):
        raise UserError(_("Only a consent that was given can be withdrawn."), field="state")
    consent = Consent.objects.create(
        patient=patient, scope=scope, state=state, answered_on=answered_on, form=form, scan=scan, recorded_by_id=actor.person_id
    )
    record(
        actor, f"record.consent.{state}", kind="consent", id=consent.pk, patient_id=patient.pk,
        institution_id=patient.institution_id, scope=scope,
    )  # fmt: skip
    return consent


def consents_of(patient_id: UUID) -> dict[str, Consent]:
    """The answer that holds for each scope that was ever asked."""
    standing: dict[str, Consent] = {}
    for consent in Consent.objects.filter(patient_id=patient_id).select_related("form").order_by("recorded_at"):
        standing[consent.scope] = consent
    return standing


def agrees(patient_id: UUID, scope: str) -> bool | None:
    """True, False, or None when the patient was never asked: not asked is not agreed, and not refused either."""
    standing = consents_of(patient_id).get(scope)
    return None if standing is None else standing.state == Consent.State.GIVEN
