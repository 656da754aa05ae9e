"""The anchor: the day of a row from which the others are counted."""

from dataclasses import dataclass
from datetime import date, timedelta

from .cells import CellFault, Row, iso, number
from .schema import Anchor


@dataclass(frozen=True)
class Anchored:
    """What the row tells of its anchor: a day, a year only, or nothing."""

    day: date | None = None
    year: int | None = None
    columns: frozenset[str] = frozenset()


NOWHERE = Anchored()


def anchor_of(anchor: Anchor | None, row: Row, decimal: str) -> Anchored:
    if anchor is None:
        return NOWHERE
    found = row.first(anchor.year or (anchor.date or "",))
    if found is None:
        return NOWHERE
    column, cell = found
    columns = row.same_as(column, anchor.year or (column,))
    if anchor.date:
        return _from_date(column, iso(column, cell, anchor.format), columns)
    year = int(number(column, cell, decimal))
    if not 1900 <= year <= 2100:
        raise CellFault(column, "A year between 1900 and 2100 is expected. Correct the cell.")
    return Anchored(date.fromisoformat(f"{year}-{anchor.day}") if anchor.day else None, year, columns)


def _from_date(column: str, text: str, columns: frozenset[str]) -> Anchored:
    whole = date.fromisoformat(text) if len(text) == 10 else None
    return Anchored(whole, int(text[:4]), columns)


def after(anchored: Anchored, column: str, days: float) -> str | None:
    """The ISO date so many days after the anchor; the bare year when only that is known and it happened on day 0."""
    if anchored.day is None:
        return str(anchored.year) if anchored.year and days == 0 else None
    if abs(days) > 60_000:
        raise CellFault(column, "More days than a life has. Correct the cell.")
    return (anchored.day + timedelta(days=round(days))).isoformat()
