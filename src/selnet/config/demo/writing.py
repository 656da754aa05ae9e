"""Careers as entries of the record: dates put on the calendar, states and authors given, consents and names drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings

from selnet.record.api import EntryStatus, Stored, batches, pack_of, pseudonyms

from . import numbers
from .careers.chance import Chance
from .careers.model import Answer, Career, Day, Event, YearBefore
from .places import patient_name

DAYTIME = (8, 17)  # hours in UTC at which people of the demo type
VERIFYING = {EntryStatus.COMPLETE: 30, EntryStatus.VERIFIED: 45, EntryStatus.LOCKED: 25}
ELSEWHERE = {EntryStatus.COMPLETE: 72, EntryStatus.VERIFIED: 22, EntryStatus.LOCKED: 6}


@dataclass(frozen=True)
class Scribe:
    """Who keeps the records of an institution, when somebody there has an account."""

    institution_id: int
    person_id: int | None = None


class Calendar:
    """Puts a career's days on the calendar, counted back from the day on which the network is made."""

    def __init__(self, career: Career, today: date) -> None:
        self._first = today - timedelta(days=career.now)
        self._today = today

    def on(self, day: int) -> date:
        return self._first + timedelta(days=day)

    def stored(self, answer: Answer) -> Stored:
        if isinstance(answer, Day):
            return self.on(answer.n).isoformat()
        if isinstance(answer, YearBefore):
            return str(self._first.year - answer.n)
        return answer

    def moment(self, chance: Chance, day: int, delay: int) -> datetime:
        """Some hour of daytime, `delay` days after the day at the latest, and not later than yesterday."""
        wanted = min(self.on(day) + timedelta(days=chance.whole(0, delay)), self._today - timedelta(days=1))
        return datetime.combine(wanted, time(chance.whole(*DAYTIME), chance.whole(0, 59)), tzinfo=UTC)


def new_patient(seed: int, career: Career, today: date, scribe: Scribe) -> batches.NewPatient:
    chance = Chance(seed, "writing", career.number)
    calendar = Calendar(career, today)
    entries = [_entry(chance, calendar, career, event, scribe) for event in in_order(career)]
    return batches.NewPatient(
        institution_id=scribe.institution_id,
        entries=entries,
        row=career.number,
        opened_at=min((entry.saved_at for entry in entries if entry.saved_at), default=calendar.moment(chance, 0, 1)),
        opened_by_id=scribe.person_id,
        pseudonym=pseudonym(seed, career.number),
        consents=list(consents(seed, career, today)),
    )


FIRST = ("demographics", "history", "diagnosis", "presentation")


def in_order(career: Career) -> list[Event]:
    """The forms that others refer to first, then by day, so that branching sees what it asks for."""
    place = {form: index for index, form in enumerate(FIRST)}
    return sorted(career.events, key=lambda event: (place.get(event.form, len(FIRST)), event.day))


def pseudonym(seed: int, number: int) -> str:
    chance = Chance(seed, "pseudonym", number)
    prefix = pack_of(settings.SELNET_PACK).prefix
    while True:
        if found := pseudonyms.of_number(prefix, chance.whole(0, 32**pseudonyms.SYMBOLS - 1)):
            return found


def _entry(chance: Chance, calendar: Calendar, career: Career, event: Event, scribe: Scribe) -> batches.NewEntry:
    return batches.NewEntry(
        form=event.form,
        answers={name: calendar.stored(answer) for name, answer in event.answers.items()},
        status=_status(chance, career, event),
        saved_at=calendar.moment(chance, event.day, 12),
        saved_by_id=scribe.person_id,
    )


def _status(chance: Chance, career: Career, event: Event) -> str:
    if event.draft:
        return EntryStatus.DRAFT
    if event.form == "board":
        return EntryStatus.SIGNED
    if career.now - event.day < 200 or career.told_until is not None:
        return EntryStatus.COMPLETE
    return chance.weighted(VERIFYING if career.place.is_centre else ELSEWHERE)


# --- consent and name


def consents(seed: int, career: Career, today: date) -> Iterator[batches.NewConsent]:
    """In the order in which they were answered. A withdrawal follows the consent that it withdraws. Who is not asked has none."""
    chance = Chance(seed, "consent", career.number)
    calendar = Calendar(career, today)
    has_samples = any(event.form == "samples" for event in career.events)
    for scope, (given, refused, withdrawn) in numbers.CONSENT.items():
        drawn = chance.share()
        on = calendar.on(min(chance.whole(0, 20), career.now - 1))
        if drawn < given or (scope == "biobank" and has_samples) or (scope == "care" and career.told_until is not None):
            yield batches.NewConsent(scope, "given", on)
        elif drawn < given + refused:
            yield batches.NewConsent(scope, "refused", on)
        elif drawn < given + refused + withdrawn:
            yield batches.NewConsent(scope, "given", on)
            yield batches.NewConsent(scope, "withdrawn", min(on + timedelta(days=200), today - timedelta(days=1)))


def identity(seed: int, career: Career, today: date) -> Mapping[str, str]:
    """The name, birthday and record number of somebody who does not exist."""
    chance = Chance(seed, "identity", career.number)
    given, family = patient_name(chance, career.place.country, career.female)
    year = int(str(Calendar(career, today).stored(YearBefore(career.age))))
    return {
        "given_names": given,
        "family_name": family,
        "birth_date": date(year, chance.whole(1, 12), chance.whole(1, 28)).isoformat(),
        "local_number": f"{career.place.key[:3].upper()}-{chance.whole(100000, 999999)}",
        "phone": f"+{chance.whole(1, 99)} 555 {chance.whole(1000, 9999)}",
    }
