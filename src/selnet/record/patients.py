"""Opening a patient, and keeping on the trail who looked."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction

from selnet.access.api import Actor, Permission, Refused
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
    patient, is_new = _opened_once(actor, institution_id, pack or settings.SELNET_PACK, new_id or uuid4())
    if not is_new:
        return patient
    record(actor, "record.patient.opened", kind="patient", id=patient.pk, patient_id=patient.pk, institution_id=institution_id)
    if identity:
        identities.write(actor=actor, patient=patient, identity=identity)
    return patient


def _opened_once(actor: Actor, institution_id: int, pack: str, key: UUID) -> tuple[Patient, bool]:
    """The patient with this key, and whether it is new. The same page may arrive twice at the same moment."""
    for _attempt in range(5):
        before = Patient.objects.filter(pk=key, institution_id=institution_id).first()
        if before is not None:
            return before, False
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
        except IntegrityError as error:
            # the pseudonym is taken, or the key by the same page a moment ago: look and draw again
            if "record_patient_pkey" in str(error) and not Patient.objects.filter(pk=key).exists():
                raise Refused("patient") from None  # the key of somebody else's patient
            continue
        return patient, True
    raise RuntimeError("no free pseudonym in five draws")


def noticed(actor: Actor, patient: Patient, what: str = "page") -> None:
    """Somebody looked at the patient: on the trail, in the same transaction as the look."""
    record(
        actor, "record.patient.read", kind="patient", id=patient.pk, patient_id=patient.pk,
        institution_id=patient.institution_id, what=what,
    )  # fmt: skip
