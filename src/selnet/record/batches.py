"""Many new patients and entries at once, all or nothing: what an import and the demo network write through.

Each entry is checked like one that a person fills. One event on the trail per patient, not per entry.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from selnet.access.api import Actor, Permission
from selnet.audit.api import record

from . import answers as rules
from . import pseudonyms
from .cleaning import Problem
from .facts import EntryFacts, Stored
from .knowledge import pack_of
from .models import Consent, Entry, EntryStatus, Patient


@dataclass(frozen=True)
class NewEntry:
    form: str
    answers: Mapping[str, Stored]
    status: str = EntryStatus.COMPLETE
    saved_at: datetime | None = None
    saved_by_id: int | None = None


@dataclass(frozen=True)
class NewConsent:
    """One answer about one scope, in the order in which the answers were given."""

    scope: str
    state: str
    answered_on: date


@dataclass(frozen=True)
class NewPatient:
    """A patient to be, with entries in the order in which they are filled. `row` is where it came from, for messages."""

    institution_id: int
    entries: Sequence[NewEntry]
    row: int = 0
    opened_at: datetime | None = None
    opened_by_id: int | None = None
    pseudonym: str = ""  # drawn when empty
    consents: Sequence[NewConsent] = ()


@dataclass(frozen=True)
class RowProblem:
    row: int
    form: str
    problem: Problem


@dataclass
class Batch:
    patients: list[Patient] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


def prepare(pack: str, new: Iterable[NewPatient]) -> Batch:
    """Checks everything and writes nothing. The batch holds what would be written, and every hard problem by row."""
    batch = Batch()
    taken: set[str] = set()
    for patient in new:
        row = Patient(
            id=uuid4(),
            pseudonym=patient.pseudonym or _draw(pack, taken),
            pack=pack,
            institution_id=patient.institution_id,
            created_at=patient.opened_at or timezone.now(),
            created_by_id=patient.opened_by_id,
        )
        batch.patients.append(row)
        entries = list(_entries(batch, row, patient))
        batch.entries.extend(entries)
        batch.consents.extend(_consents(row, patient))
    return batch


def _draw(pack: str, taken: set[str]) -> str:
    while (name := pseudonyms.new(pack_of(pack).prefix)) in taken:
        continue
    taken.add(name)
    return name


def _entries(batch: Batch, row: Patient, new: NewPatient) -> Iterator[Entry]:
    pack = pack_of(row)
    made: list[Entry] = []
    count: dict[str, int] = {}
    for entry in new.entries:
        number = count[entry.form] = count.get(entry.form, 0) + 1
        checked = rules.check(
            pack,
            entry.form,
            entry.answers,
            facts=EntryFacts(pack, made),
            instance=number,
            complete=entry.status != EntryStatus.DRAFT,
        )
        batch.problems.extend(RowProblem(new.row, entry.form, problem) for problem in checked.hard)
        date_field = pack.forms[entry.form].date
        when = checked.answers.get(date_field) if date_field else None
        made.append(
            Entry(
                id=uuid4(),
                patient=row,
                form=entry.form,
                instance=number,
                answers=checked.answers,
                status=entry.status,
                pack_version=pack.version,
                event_date=when if isinstance(when, str) else "",
                saved_at=entry.saved_at or timezone.now(),
                saved_by_id=entry.saved_by_id,
            )
        )
        yield made[-1]


def _consents(row: Patient, new: NewPatient) -> Iterator[Consent]:
    """The newest answer of a scope holds, so each is recorded a second after the one before it of the same day."""
    known = {scope.id for scope in pack_of(row).consents.scopes}
    for second, given in enumerate(new.consents):
        assert given.scope in known, f"no such consent: {given.scope}"
        at = datetime.combine(given.answered_on, time(9), tzinfo=UTC) + timedelta(seconds=second)
        yield Consent(
            patient=row, scope=given.scope, state=given.state, answered_on=given.answered_on, recorded_at=at,
            recorded_by_id=new.opened_by_id,
        )  # fmt: skip


@transaction.atomic
def write(*, actor: Actor, batch: Batch, why: str) -> None:
    """Writes a batch without problems. All of it, or nothing when anything fails."""
    assert not batch.problems, "a batch with problems is not written"
    for institution_id in {patient.institution_id for patient in batch.patients}:
        actor.require(Permission.PATIENT_CREATE, institution_id)
        actor.require(Permission.ENTRY_IMPORT, institution_id)
        if batch.consents:
            actor.require(Permission.CONSENT_RECORD, institution_id)
    for entry in batch.entries:
        if entry.saved_by_id is None:
            entry.saved_by_id = actor.person_id
    Patient.objects.bulk_create(batch.patients, batch_size=500)
    Entry.objects.bulk_create(batch.entries, batch_size=500)
    Consent.objects.bulk_create(batch.consents, batch_size=500)
    entries = Counter(entry.patient_id for entry in batch.entries)
    consents = Counter(consent.patient_id for consent in batch.consents)
    for patient in batch.patients:
        record(
            actor,
            "record.patient.imported",
            kind="patient",
            id=patient.pk,
            patient_id=patient.pk,
            institution_id=patient.institution_id,
            why=why,
            entries=entries[patient.pk],
            consents=consents[patient.pk],
        )
