"""Opening a patient, and keeping on the trail who looked."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction

from selnet.access.api import Actor, Permission
from selnet.audit.api import record

from . import identities, pseudonyms
from .knowledge import pack_of
from .models import Patient


@transaction.atomic
def open(
    *,
    actor: Actor,
    institution_id: int,
    identity: Mapping[str, str] | None = None,
    pack: str = "",
    new_id: UUID | None = None,
) -> Patient:
    """A new patient at the institution, under a new pseudonym. The identity goes to the vault.

    `new_id`: the key that a page gave beforehand, so that sending the page twice opens one patient.
    """
    actor.require(Permission.PATIENT_CREATE, institution_id)
    before = Patient.objects.filter(pk=new_id, institution_id=institution_id).first() if new_id else None
    if before is not None:
        return before
    patient = _with_free_pseudonym(actor, institution_id, pack or settings.SELNET_PACK, new_id or uuid4())
    record(actor, "record.patient.opened", kind="patient", id=patient.pk, patient_id=patient.pk, institution_id=institution_id)
    if identity:
        identities.write(actor=actor, patient=patient, identity=identity)
    return patient


def _with_free_pseudonym(actor: Actor, institution_id: int, pack: str, key: UUID) -> Patient:
    for _attempt in range(5):
        patient = Patient(
            id=key,
            pseudonym=pseudonyms.new(pack_of(pack).prefix),
            pack=pack,
            institution_id=institution_id,
            created_by_id=actor.person_id,
        )
        try:
            with transaction.atomic():
                patient.save(force_insert=True)
        except IntegrityError:  # the pseudonym is taken (by somebody the actor may not see): draw again
            continue
        return patient
    raise RuntimeError("no free pseudonym in five draws")


def noticed(actor: Actor, patient: Patient, what: str = "page") -> None:
    """Somebody looked at the patient: on the trail, in the same transaction as the look."""
    record(
        actor, "record.patient.read", kind="patient", id=patient.pk, patient_id=patient.pk,
        institution_id=patient.institution_id, what=what,
    )  # fmt: skip
