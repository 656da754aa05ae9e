"""Opening a patient to people beyond the treating institution, and closing it again."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import Actor, Permission, Refused, UserError
from selnet.audit.api import record
from selnet.network.api import people_everywhere_with, people_with, tell

from . import pseudonyms
from .knowledge import pack_of
from .models import AccessGrant, Patient

EMERGENCY_LASTS = timedelta(hours=4)
REASON_AT_LEAST = 20  # characters
EMERGENCY_NOTICE = "record.emergency"


@transaction.atomic
def share(
    *,
    actor: Actor,
    patient_id: UUID,
    why: str,
    source: str,
    person_id: int | None = None,
    institution_id: int | None = None,
    expires_at: datetime | None = None,
) -> None:
    """Opens the patient to one person, or to those who triage at one institution. Doing it twice opens it once."""
    same = AccessGrant.objects.filter(patient_id=patient_id, source=source, ended_at=None)
    if (person_id, institution_id) in same.values_list("person_id", "institution_id"):
        return
    AccessGrant.objects.create(
        patient_id=patient_id, why=why, source=source, person_id=person_id, institution_id=institution_id, expires_at=expires_at
    )
    record(
        actor, "record.access.shared", kind="patient", id=patient_id, patient_id=patient_id,
        institution_id=_treating(patient_id), why=why, source=source, person=person_id, institution=institution_id,
    )  # fmt: skip


@transaction.atomic
def end(*, actor: Actor, patient_id: UUID, source: str, person_id: int | None = None, institution_id: int | None = None) -> int:
    """Closes what the source (a case, a meeting) opened; returns how many grants ended."""
    treating = _treating(patient_id)
    held = AccessGrant.objects.filter(patient_id=patient_id, source=source, ended_at=None)
    if person_id is not None:
        held = held.filter(person_id=person_id)
    if institution_id is not None:
        held = held.filter(institution_id=institution_id)
    # the trail first: afterwards the actor may be among those who see the patient no more
    count = held.count()
    if count:
        record(
            actor, "record.access.ended", kind="patient", id=patient_id, patient_id=patient_id,
            institution_id=treating, source=source, count=count,
        )  # fmt: skip
        held.update(ended_at=timezone.now())
    return count


def _treating(patient_id: UUID) -> int | None:
    return Patient.objects.filter(pk=patient_id).values_list("institution_id", flat=True).first()


@transaction.atomic
def break_glass(*, actor: Actor, pseudonym: str, reason: str, pack: str) -> tuple[UUID, int]:
    """Emergency access for the actor, for four hours, announced to the data-protection officers. Returns the patient and the
    treating institution.

    Raises UserError when the pseudonym is not one or the reason is too short; both are said before anything is looked up.
    """
    if not actor.can(Permission.PATIENT_BREAK_GLASS) or actor.person_id is None:
        raise Refused("emergency access")
    if len(reason.strip()) < REASON_AT_LEAST:
        raise UserError(
            _("Say why you need this record now, in at least %(count)s characters.") % {"count": REASON_AT_LEAST}, field="reason"
        )
    written = pseudonyms.read(pseudonym, pack_of(pack).prefix)
    found = _for_emergency(written) if written else None
    if found is None:
        raise UserError(_("There is no patient with this pseudonym. Check each letter and digit."), field="pseudonym")
    patient_id, institution_id = found
    now = timezone.now()
    mine = AccessGrant.objects.filter(patient_id=patient_id, person_id=actor.person_id, why=AccessGrant.Why.BREAK_GLASS)
    if mine.filter(ended_at=None, expires_at__gt=now).exists():  # sent twice: opened and announced once
        return found
    grant = AccessGrant.objects.create(
        patient_id=patient_id, person_id=actor.person_id, why=AccessGrant.Why.BREAK_GLASS, source="",
        reason=reason.strip()[:500], granted_at=now, expires_at=now + EMERGENCY_LASTS,
    )  # fmt: skip
    record(
        actor, "record.access.emergency", kind="patient", id=patient_id, patient_id=patient_id,
        institution_id=institution_id, reason=reason.strip()[:200],
    )  # fmt: skip
    _announce(grant, institution_id)
    return patient_id, institution_id


def _announce(grant: AccessGrant, institution_id: int) -> None:
    """To the data-protection officers of the treating institution and of the network."""
    there = people_with(Permission.AUDIT_REVIEW, institution_id).values_list("pk", flat=True)
    everywhere = people_everywhere_with(Permission.AUDIT_REVIEW).values_list("pk", flat=True)
    tell(person_ids={*there, *everywhere}, kind=EMERGENCY_NOTICE, link=reverse("audit:trail"), about=f"emergency:{grant.pk}")


def _for_emergency(pseudonym: str) -> tuple[UUID, int] | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, institution_id FROM patient_for_emergency(%s)", [pseudonym])
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


@transaction.atomic
def end_emergency(*, actor: Actor, grant_id: UUID) -> None:
    """The data-protection officer, of the network or of the treating institution, ends an emergency access before its time."""
    actor.require(Permission.AUDIT_REVIEW)
    grant = AccessGrant.objects.filter(pk=grant_id, why=AccessGrant.Why.BREAK_GLASS, ended_at=None).first()
    if grant is None:
        raise Refused("grant")
    grant.ended_at = timezone.now()
    grant.save(update_fields=["ended_at"])
    record(
        actor, "record.access.emergency_ended", kind="grant", id=grant_id, patient_id=grant.patient_id,
        institution_id=_reviewed_at(grant.patient_id),
    )  # fmt: skip


def _reviewed_at(patient_id: UUID) -> int | None:
    """Where the patient is treated, for a reviewer who does not see the patient: the event belongs on that trail too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT institution_for_review(%s)", [patient_id])
        row = cursor.fetchone()
    return row[0] if row else None
