"""One row's cells: what is answered, what is blank, what says why it is missing; numbers and dates read from text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .schema import TableMapping
from .table import RawRow

PLAIN = re.compile(r"^[+-]?\d+(?:\.\d+)?$")
YEAR_FIRST = re.compile(r"^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$")
YEAR_LAST = re.compile(r"^(?:(?:(\d{1,2})[-/.])?(\d{1,2})[-/.])?(\d{4})$")


class CellFault(Exception):
    """One cell that cannot become an answer. Says the column and the remedy, never the value."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column
        self.message = message


def fold(text: str) -> str:
    """Two cells that differ in capitals and blanks only are the same word."""
    return " ".join(text.split()).casefold()


@dataclass(frozen=True)
class Row:
    """`answered` leaves out blank cells; of these, `reasons` are the cells that say why an answer is missing."""

    number: int
    key: str
    answered: Mapping[str, str]
    reasons: Mapping[str, str]

    def first(self, columns: Sequence[str]) -> tuple[str, str] | None:
        """The first of the columns that holds an answer, and its cell."""
        return next(((c, self.answered[c]) for c in columns if c in self.answered and c not in self.reasons), None)

    def same_as(self, column: str, columns: Sequence[str]) -> frozenset[str]:
        """The columns among these that say the same as this one."""
        wanted = fold(self.answered[column])
        return frozenset(c for c in columns if c in self.answered and fold(self.answered[c]) == wanted)


class RowReader:
    """Makes rows of raw rows, by the mapping's blanks and missing words."""

    def __init__(self, mapping: TableMapping, header: Sequence[str]) -> None:
        self._header = header
        self._key = mapping.key
        self._blanks = {fold(word) for word in mapping.blanks} | {""}
        self._missing = {fold(word): code for word, code in mapping.missing.items()}

    def read(self, raw: RawRow) -> Row:
        cells = dict(zip(self._header, raw.cells, strict=True))
        answered = {name: cell for name, cell in cells.items() if fold(cell) not in self._blanks}
        reasons = {name: self._missing[fold(cell)] for name, cell in answered.items() if fold(cell) in self._missing}
        return Row(raw.number, answered.get(self._key, ""), answered, reasons)


# --- numbers


def number(column: str, text: str, decimal: str) -> float:
    """The number in the cell. Raises CellFault: a number is never guessed."""
    compact = text.replace(" ", "").replace("\u00a0", "")
    if decimal == ",":
        if "." in compact:
            raise CellFault(column, "The number has a point, and the mapping says decimal ','. Write it without separators.")
        compact = compact.replace(",", ".")
    elif "," in compact:
        raise CellFault(column, "The number has a comma. Say decimal: ',' in the mapping, or write it with a point.")
    if not PLAIN.match(compact) or len(compact) > 24:
        raise CellFault(column, "A number is expected. Correct the cell, or name its word in blanks, missing or values.")
    return float(compact)


def as_text(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(round(value, 6))


# --- dates


def iso(column: str, text: str, format: str) -> str:
    """The date in the cell as ISO, as precise as it is. Raises CellFault."""
    found = YEAR_FIRST.match(text) if format == "y-m-d" else YEAR_LAST.match(text)
    if found and format == "y-m-d":
        year, month, day = found.groups()
    elif found:
        first, second, year = found.groups()
        day, month = (first, second) if format == "d/m/y" or first is None else (second, first)
    else:
        raise CellFault(column, f"A date as {format} is expected. Correct the cell, or the format in the mapping.")
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise CellFault(column, f"There is no such day. Dates are read as {format}; correct the cell or the mapping.") from None
    return "-".join(part.zfill(2) for part in (year, month, day) if part)
