"""What the record says to the trail of audit: its actions in words, names for ids, emergency accesses that are open."""

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from selnet.access.api import ActorRequest
from selnet.audit.api import register_actions, register_names, register_trail_panel
from selnet.network.api import Person, register_notice

from . import pseudonyms
from .grants import EMERGENCY_NOTICE
from .knowledge import pack_of
from .models import AccessGrant

WORDS = {
    "record.patient.opened": _("Opened a new patient"),
    "record.patient.imported": _("Imported the patient from a file"),
    "record.patient.read": _("Looked at the record"),
    "record.entry.saved": _("Saved a form"),
    "record.entry.status": _("Verified, locked or unlocked a form"),
    "record.entry.removed": _("Removed an entry"),
    "record.entry.restored": _("Restored an entry"),
    "record.identity.read": _("Opened the name"),
    "record.identity.written": _("Wrote the name"),
    "record.vault.rotated": _("Put the vault under a new key"),
    "record.consent.given": _("Recorded a consent as given"),
    "record.consent.refused": _("Recorded a consent as refused"),
    "record.consent.withdrawn": _("Recorded a consent as withdrawn"),
    "record.access.shared": _("Opened the record to others"),
    "record.access.ended": _("Closed the record to others"),
    "record.access.emergency": _("Emergency access"),
    "record.access.emergency_ended": _("Ended an emergency access"),
    "record.attachment.added": _("Added a file"),
    "record.attachment.opened": _("Opened a file"),
    "record.attachment.removed": _("Took a file off the page"),
}


def register() -> None:
    """Called by RecordConfig.ready."""
    register_actions(WORDS)
    register_names(people=_people, everyone=_everyone, patients=_patients, find_patient=_find_patient)
    register_trail_panel(emergency_panel)
    register_notice(
        EMERGENCY_NOTICE,
        _("Emergency access to a record"),
        _("Somebody opened a record in an emergency. The audit trail says who and why."),
        urgent=True,
    )


def _people(ids: Collection[int]) -> dict[int, str]:
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))


def _everyone() -> list[tuple[int, str]]:
    return list(Person.objects.order_by("name").values_list("pk", "name"))


def _patients(ids: Collection[UUID]) -> dict[UUID, str]:
    """Pseudonyms for a reviewer of the trail, who does not see the record itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, pseudonym FROM pseudonyms_for_review(%s)", [list(ids)])
        return dict(cursor.fetchall())


def _find_patient(typed: str) -> UUID | None:
    written = pseudonyms.read(typed, pack_of(settings.SELNET_PACK).prefix)
    with connection.cursor() as cursor:
        cursor.execute("SELECT patient_for_review(%s)", [written])
        row = cursor.fetchone()
    return row[0] if row else None


def emergency_panel(request: ActorRequest) -> str:
    """The emergency accesses that are open now, each with its end."""
    open_now = AccessGrant.objects.filter(
        why=AccessGrant.Why.BREAK_GLASS, ended_at=None, expires_at__gt=timezone.now()
    ).select_related("person")
    grants = list(open_now.order_by("expires_at"))
    codes = _patients([grant.patient_id for grant in grants]) if grants else {}
    rows = [(grant, codes.get(grant.patient_id, "")) for grant in grants]
    return render_to_string("record/parts/emergencies.html", {"rows": rows}, request=request)
