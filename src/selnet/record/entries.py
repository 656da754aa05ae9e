"""Entries: the only way a clinical fact is written. Every state is kept by the database (guard.sql)."""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import Actor, Permission, Refused, UserError
from selnet.audit.api import record
from selnet.packs.api import Pack

from . import answers as rules
from .answers import Checked
from .cleaning import Problem
from .facts import Stored
from .knowledge import pack_of
from .models import Entry, EntryStatus, Patient
from .turns import take_turns
from .used_facts import facts_of

PERSON = "person"  # a form that people fill; the others are written by cases, reviews and boards


class EntryErrors(UserError):
    """What is wrong with the answers, question by question."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(_("Some answers need you; nothing was saved."))
        self.problems = tuple(problems)


class StaleEntry(UserError):
    """Somebody else saved meanwhile. `entry` is what stands now."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(_("Somebody else changed this form meanwhile. Nothing was saved: compare, then save again."))
        self.entry = entry


@transaction.atomic
def save(
    *,
    actor: Actor,
    patient: Patient,
    form: str,
    answers: Mapping[str, Stored],
    status: str = EntryStatus.COMPLETE,
    instance: int | None = None,
    expected_version: int | None = None,
    reason: str = "",
    written_by: str = PERSON,
    new_id: UUID | None = None,
) -> Entry:
    """Writes the whole form as a new version. Saving the same answers again changes nothing.

    `instance` None: a new one of a repeating form, the only one of another. `new_id`: the key that a page gave to a new entry
    beforehand, so that sending the page twice makes one entry. Raises EntryErrors, StaleEntry, UserError.
    """
    pack = pack_of(patient)
    _check_can_write(actor, patient, pack, form, written_by)
    take_turns("entry", patient.pk, form)
    entry = _standing(patient, pack, form, instance, new_id)
    number = entry.instance if entry else instance or _next_instance(patient, pack, form)
    checked = rules.check(pack, form, answers, facts=facts_of(patient), instance=number, complete=status != EntryStatus.DRAFT)
    if entry and not checked.hard and entry.answers == checked.answers and entry.status == status and not entry.removed:
        return entry
    _check_state(actor, entry, status, expected_version, reason, written_by)
    if checked.hard:
        raise EntryErrors(checked.hard)
    before = entry.answers if entry else {}
    entry = entry or Entry(id=new_id or uuid4(), patient=patient, form=form, instance=number, version=0)
    _fill(entry, actor, pack, checked, status, reason)
    _store(entry)
    note(actor, entry, patient, "record.entry.saved", sorted(_changed(before, entry.answers)))
    return entry


def preview(patient: Patient, form: str, answers: Mapping[str, Stored], *, instance: int | None, complete: bool) -> Checked:
    """The answers checked and computed, without saving."""
    number = instance or 1
    return rules.check(pack_of(patient), form, answers, facts=facts_of(patient), instance=number, complete=complete)


def _check_can_write(actor: Actor, patient: Patient, pack: Pack, form: str, written_by: str) -> None:
    if form not in pack.forms or pack.forms[form].written_by != written_by:
        raise Refused(form)
    if written_by == PERSON:
        actor.require(Permission.ENTRY_EDIT, patient.institution_id)


def _standing(patient: Patient, pack: Pack, form: str, instance: int | None, new_id: UUID | None) -> Entry | None:
    entries = Entry.objects.select_for_update().filter(patient=patient, form=form)
    if new_id is not None:
        return entries.filter(pk=new_id).first()
    if instance is None and pack.forms[form].repeating:
        return None
    return entries.filter(instance=instance or 1).first()


def _next_instance(patient: Patient, pack: Pack, form: str) -> int:
    if not pack.forms[form].repeating:
        return 1
    highest = Entry.objects.filter(patient=patient, form=form).aggregate(highest=Max("instance"))["highest"]
    return (highest or 0) + 1


def _check_state(actor: Actor, entry: Entry | None, status: str, expected: int | None, reason: str, written_by: str) -> None:
    if entry is None:
        return
    if expected is not None and expected != entry.version:
        raise StaleEntry(entry)
    if written_by != PERSON:
        return
    if entry.status in (EntryStatus.LOCKED, EntryStatus.SIGNED):
        raise UserError(_("This form is locked. Ask a data manager of your institution to unlock it."))
    if entry.status != EntryStatus.DRAFT and not reason.strip():
        raise UserError(_("Say why the answers change; the former ones are kept."), field="reason")


def _fill(entry: Entry, actor: Actor, pack: Pack, checked: Checked, status: str, reason: str) -> None:
    date_field = pack.forms[entry.form].date
    answer = checked.answers.get(date_field) if date_field else None
    entry.answers = checked.answers
    entry.status = status
    entry.version += 1
    entry.pack_version = pack.version
    entry.event_date = answer if isinstance(answer, str) else ""
    entry.saved_at = timezone.now()
    entry.saved_by_id = actor.person_id
    entry.change_reason = reason.strip()[:300]
    entry.removed = False


def _store(entry: Entry) -> None:
    try:
        with transaction.atomic():
            entry.save(force_insert=entry.version == 1)
    except IntegrityError:
        raise UserError(_("This form was opened twice and saved once already. Reload the page to see it.")) from None


def _changed(before: Mapping[str, Stored], after: Mapping[str, Stored]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def note(actor: Actor, entry: Entry, patient: Patient, action: str, fields: list[str]) -> None:
    record(
        actor, action, kind="entry", id=entry.pk, patient_id=patient.pk, institution_id=patient.institution_id,
        form=entry.form, instance=entry.instance, version=entry.version, status=entry.status, fields=fields,
    )  # fmt: skip
