"""Who a patient is clinically, in one line: what the bar above every patient page and every list shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from selnet.packs.api import Pack

from .facts import Stored
from .knowledge import pack_of
from .models import Entry, Patient
from .wording import shown_value


@dataclass(frozen=True)
class Headline:
    """Texts in the active language; '' when unknown, which the page draws as unknown."""

    patient_id: UUID
    pseudonym: str
    centre: str
    sex: str = ""
    age: str = ""
    tumour: str = ""
    site: str = ""
    stage: str = ""
    performance: str = ""


Newest = Mapping[str, Stored]  # field -> its newest answer


def headline(patient: Patient) -> Headline:
    return headlines([patient])[patient.pk]


def headlines(patients: Iterable[Patient]) -> dict[UUID, Headline]:
    """One query for any number of patients; the institutions should be selected with them."""
    known = list(patients)
    wanted = {form for patient in known for form in _forms(pack_of(patient))}
    newest: dict[UUID, dict[str, Stored]] = {patient.pk: {} for patient in known}
    entries = Entry.objects.filter(patient_id__in=newest, form__in=wanted, removed=False)
    for entry in sorted(entries, key=lambda entry: (entry.event_date, entry.instance)):
        newest[entry.patient_id].update(entry.answers)
    return {patient.pk: _say(patient, newest[patient.pk]) for patient in known}


def _forms(pack: Pack) -> set[str]:
    spec = pack.manifest.headline
    if spec is None:
        return set()
    named = [spec.sex, spec.birth_year, *spec.tumour, spec.site, spec.side, *spec.stage, spec.performance]
    return {pack.fields[name].form for name in named if name}


def _say(patient: Patient, newest: Newest) -> Headline:
    pack = pack_of(patient)
    spec = pack.manifest.headline
    if spec is None:
        return Headline(patient.pk, patient.pseudonym, patient.institution.name)
    site = _first(pack, newest, [spec.site])
    side = _first(pack, newest, [spec.side] if spec.side else []).lower()
    return Headline(
        patient_id=patient.pk,
        pseudonym=patient.pseudonym,
        centre=patient.institution.name,
        sex=_first(pack, newest, [spec.sex]),
        age=_age(newest.get(spec.birth_year)),
        tumour=_first(pack, newest, spec.tumour),
        site=", ".join(part for part in (site, side) if part),
        stage=" ".join(part for part in (_first(pack, newest, [name]) for name in spec.stage) if part),
        performance=_first(pack, newest, [spec.performance]),
    )


def _first(pack: Pack, newest: Newest, fields: Sequence[str]) -> str:
    """The first of these that is answered, in words. A reason for a missing answer is not said here."""
    unsaid = pack.manifest.headline.unsaid if pack.manifest.headline else ()
    answers = ((pack.fields[name], newest.get(name)) for name in fields)
    said = ((field, answer) for field, answer in answers if not isinstance(answer, Mapping) and answer not in unsaid)
    return next((text for field, answer in said if (text := shown_value(pack, field, answer))), "")


def _age(birth_year: Stored) -> str:
    """Age by the calendar year: the birthday itself is in the vault."""
    if isinstance(birth_year, str) and birth_year.isdigit():
        return str(timezone.localdate().year - int(birth_year))
    return ""
