"""A patient's facts as rules and calculations read them: what stands, without answers that are kept but not used."""

from collections.abc import Iterable
from uuid import UUID

from selnet.packs.api import Pack

from .branching import not_used
from .facts import EntryFacts
from .knowledge import pack_of
from .models import Entry, Patient


def facts_of(patient: Patient) -> EntryFacts:
    pack = pack_of(patient)
    return EntryFacts(pack, [_used(pack, entry) for entry in Entry.objects.filter(patient=patient, removed=False)])


def facts_by_patient(patients: Iterable[Patient]) -> dict[UUID, EntryFacts]:
    """The same for many patients with one query."""
    known = {patient.pk: patient for patient in patients}
    entries: dict[UUID, list[Entry]] = {key: [] for key in known}
    for entry in Entry.objects.filter(patient_id__in=known, removed=False):
        entries[entry.patient_id].append(_used(pack_of(known[entry.patient_id]), entry))
    return {key: EntryFacts(pack_of(patient), entries[key]) for key, patient in known.items()}


def _used(pack: Pack, entry: Entry) -> Entry:
    """The entry, in memory only, without the answers whose questions others took away."""
    unused = not_used(pack, entry.form, entry.answers)
    if unused:
        entry.answers = {name: answer for name, answer in entry.answers.items() if name not in unused}
    return entry
