"""What happens to an entry as a whole: verified, locked, unlocked, removed, brought back. Its versions always stay."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import Actor, Permission, Refused, UserError
from selnet.packs.api import Pack

from .entries import PERSON, StaleEntry, note, save
from .facts import Stored
from .knowledge import pack_of
from .models import Entry, EntryStatus, EntryVersion, Patient

ALLOWED: Mapping[tuple[str, str], Permission] = {
    (EntryStatus.COMPLETE, EntryStatus.VERIFIED): Permission.ENTRY_VERIFY,
    (EntryStatus.VERIFIED, EntryStatus.COMPLETE): Permission.ENTRY_VERIFY,
    (EntryStatus.COMPLETE, EntryStatus.LOCKED): Permission.ENTRY_VERIFY,
    (EntryStatus.VERIFIED, EntryStatus.LOCKED): Permission.ENTRY_VERIFY,
    (EntryStatus.LOCKED, EntryStatus.COMPLETE): Permission.ENTRY_VERIFY,
}


def can_set_status(actor: Actor, entry: Entry, patient: Patient, status: str) -> bool:
    permission = ALLOWED.get((entry.status, status))
    return permission is not None and actor.can(permission, patient.institution_id)


@transaction.atomic
def set_status(*, actor: Actor, entry_id: UUID, patient: Patient, status: str, expected_version: int, reason: str = "") -> Entry:
    """Verifies, locks or unlocks. Unlocking needs a reason."""
    entry = _locked_row(entry_id, patient, expected_version)
    if not can_set_status(actor, entry, patient, status):
        raise Refused("status")
    if entry.status == EntryStatus.LOCKED and not reason.strip():
        raise UserError(_("Say why the form is unlocked."), field="reason")
    return _next_version(actor, entry, patient, "record.entry.status", status=status, reason=reason)


@transaction.atomic
def remove(*, actor: Actor, entry_id: UUID, patient: Patient, expected_version: int, reason: str) -> Entry:
    """Takes an entry out of the record, with a reason. Its versions stay, and it can be restored."""
    actor.require(Permission.ENTRY_EDIT, patient.institution_id)
    entry = _locked_row(entry_id, patient, expected_version)
    if pack_of(patient).forms[entry.form].written_by != PERSON or entry.status in (EntryStatus.LOCKED, EntryStatus.SIGNED):
        raise UserError(_("A locked or signed form is not removed."))
    if not reason.strip():
        raise UserError(_("Say why the entry is removed; it stays in the history."), field="reason")
    return _next_version(actor, entry, patient, "record.entry.removed", removed=True, reason=reason)


@transaction.atomic
def restore(*, actor: Actor, entry_id: UUID, patient: Patient, version: int, expected_version: int) -> Entry:
    """Makes an older version the newest again: undo, without losing what is undone."""
    entry = _locked_row(entry_id, patient, expected_version)
    old = EntryVersion.objects.filter(entry=entry, version=version).first()
    if old is None:
        raise Refused("version")
    why = _("Restored version %(number)s") % {"number": version}
    if entry.removed:
        entry = _next_version(actor, entry, patient, "record.entry.restored", removed=False, reason=why)
    status = old.status if old.status == EntryStatus.DRAFT else EntryStatus.COMPLETE
    answers = _without_computed(pack_of(patient), entry.form, old.answers)
    return save(
        actor=actor, patient=patient, form=entry.form, answers=answers, status=status, instance=entry.instance, reason=why
    )


def _without_computed(pack: Pack, form: str, answers: Mapping[str, Stored]) -> dict[str, Stored]:
    readonly = {field.name for field in pack.forms[form].fields if field.readonly}
    return {name: answer for name, answer in answers.items() if name not in readonly and name in pack.fields}


def _locked_row(entry_id: UUID, patient: Patient, expected_version: int) -> Entry:
    entry = Entry.objects.select_for_update().filter(pk=entry_id, patient=patient).first()
    if entry is None:
        raise Refused("entry")
    if entry.version != expected_version:
        raise StaleEntry(entry)
    return entry


def _next_version(
    actor: Actor, entry: Entry, patient: Patient, action: str, *, reason: str, status: str = "", removed: bool | None = None
) -> Entry:
    if pack_of(patient).forms[entry.form].written_by == PERSON and not actor.can(Permission.ENTRY_EDIT, patient.institution_id):
        raise Refused("entry")
    entry.status = status or entry.status
    entry.removed = entry.removed if removed is None else removed
    entry.version += 1
    entry.saved_at = timezone.now()
    entry.saved_by_id = actor.person_id
    entry.change_reason = reason.strip()[:300]
    entry.save()
    note(actor, entry, patient, action, [])
    return entry
