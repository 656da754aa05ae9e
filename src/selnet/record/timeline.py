"""The course of a patient: entries as events on the lanes of the pack."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from selnet.packs.api import Form, Pack, titles
from selnet.ui.api import Lane, LaneEvent, Marker, draw_lanes

from .cleaning import PARTIAL_DATE
from .facts import Stored
from .models import Entry, EntryStatus, Patient
from .wording import shown_date, summary_of

LONGEST_LABEL = 34  # characters beside a mark; the table says it in full
# Data colours by what happens in a lane: seen, planned together, treated. Lanes that a pack adds take the first.
SERIES = {"symptoms": 5, "pathology": 2, "board": 4, "radiotherapy": 3, "systemic": 3}


@dataclass(frozen=True)
class Happening:
    """One entry on the timeline, for the drawing and for the table."""

    entry: Entry
    lane: str
    lane_title: str
    start: date
    end: date | None
    when: str
    form: str
    says: str
    marker: str


def happenings(patient: Patient, pack: Pack, entries: Iterable[Entry], language: str, today: date) -> list[Happening]:
    """The dated entries whose form has a lane, in order of time."""
    lanes = titles(pack.lanes, language)
    found = []
    for entry in entries:
        form = pack.forms.get(entry.form)
        if form is None or form.lane not in lanes:
            continue
        span = _span(form, entry, today)
        if span is None:
            continue
        found.append(
            Happening(
                entry=entry,
                lane=form.lane or "",
                lane_title=lanes[form.lane or ""],
                start=span[0],
                end=span[1],
                when=_when(form, entry, language),
                form=form.title.in_(language),
                says=summary_of(entry, patient, language),
                marker=form.marker,
            )
        )
    return sorted(found, key=lambda happening: happening.start)


def drawn(pack: Pack, found: Sequence[Happening], language: str, today: date, pseudonym: str) -> SafeString:
    lanes = [Lane(lane.id, lane.title.in_(language), SERIES.get(lane.id, 1), _("None so far")) for lane in pack.lanes]
    events = [
        LaneEvent(
            lane=here.lane,
            start=here.start,
            end=here.end,
            label=_short(here.says or here.form),
            marker=Marker(here.marker) if here.marker in set(Marker) else Marker.CIRCLE,
            filled=here.entry.status != EntryStatus.DRAFT,
            planned=here.start > today,
        )
        for here in found
    ]
    title = _("Course of patient %(pseudonym)s by lane") % {"pseudonym": pseudonym}
    return draw_lanes(lanes, events, today, language, title=title)


def day_of(answer: Stored) -> date | None:
    """A stored date as a day: the middle of what is known when only month or year are."""
    found = PARTIAL_DATE.match(answer) if isinstance(answer, str) else None
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    return date(year or 1, month or 7, day or (15 if month else 1))


def _span(form: Form, entry: Entry, today: date) -> tuple[date, date | None] | None:
    start = day_of(entry.answers.get(form.date)) if form.date else None
    end = day_of(entry.answers.get(form.end_date)) if form.end_date else None
    if start is None:
        return (end, None) if end else None
    if form.marker == "bar" and end is None and start < today:
        end = today  # goes on
    return start, end if end and end > start else None


def _when(form: Form, entry: Entry, language: str) -> str:
    days = [entry.answers.get(name) for name in (form.date, form.end_date) if name]
    return "–".join(shown_date(day, language) for day in days if isinstance(day, str) and day)


def _short(text: str) -> str:
    """Whole parts of the summary as long as they fit."""
    parts = text.split(", ")
    kept = parts[0]
    for part in parts[1:]:
        if len(kept) + len(part) + 2 > LONGEST_LABEL:
            break
        kept = f"{kept}, {part}"
    return kept if len(kept) <= LONGEST_LABEL else kept[: LONGEST_LABEL - 1].rsplit(" ", 1)[0] + "…"
