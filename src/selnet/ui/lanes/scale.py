"""Time along the drawing: where a day stands, and which months get a tick."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.formats import date_format

WIDTH: Final = 1073.0
_LABEL_ROOM: Final = 58.0  # what "Jan 2027" needs at 14 px
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60)  # months between ticks
_LEAST_SPAN: Final = timedelta(days=120)
_FUTURE_SHARE: Final = 0.12  # the planned side never vanishes


@dataclass(frozen=True, slots=True)
class Scale:
    """Linear: one day is the same width everywhere, because the gaps are the message."""

    first: date
    last: date

    def x(self, day: date) -> float:
        return round(WIDTH * (day - self.first).days / (self.last - self.first).days, 1)


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    text: str


def scale_for(days: list[date], today: date) -> Scale:
    """Room for every event, for today, and for what is planned."""
    first = min([*days, today])
    last = max([*days, today])
    past = max(today - first, _LEAST_SPAN)
    future = max(last - today, past * _FUTURE_SHARE)
    margin = (past + future) * 0.03
    return Scale(today - past - margin - timedelta(days=1), today + future + margin + timedelta(days=1))


def ticks(scale: Scale) -> list[Tick]:
    """First of the month, as many as leave their words apart; January carries its year."""
    months = list(_months(scale))
    step = next((s for s in _STEPS if _apart(months, s)), _STEPS[-1])
    chosen = [day for day in months if (day.year * 12 + day.month - 1) % step == 0]
    return [Tick(scale.x(day), _words(day, step, first=day == chosen[0])) for day in chosen]


def _months(scale: Scale) -> Iterator[date]:
    day = (scale.first.replace(day=1) + timedelta(days=32)).replace(day=1)
    while day < scale.last:
        yield day
        day = (day + timedelta(days=32)).replace(day=1)


def _apart(months: list[date], step: int) -> bool:
    return len(months) <= 1 or WIDTH * step / (len(months) + 1) >= _LABEL_ROOM


def _words(day: date, step: int, *, first: bool) -> str:
    if step >= 12:
        return str(day.year)
    return date_format(day, "M Y") if day.month == 1 or first else date_format(day, "M")
