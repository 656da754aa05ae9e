"""The account of an import: what became entries, what was left behind, and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from selnet.record.api import EntryStatus

from .checks import columns_named, flat
from .mapping_file import MappingFile
from .rows import Mapped

MOST_VALUES = 200  # different values counted of one column: a column of names is not a list of words


@dataclass
class Tally:
    rows: int = 0
    known: int = 0  # imported before
    changed: int = 0  # imported before, and their cells are others now
    refused: int = 0
    cells: int = 0  # answered, of the rows that are not refused
    kept: int = 0
    unanchored: int = 0
    entries: Counter[str] = field(default_factory=Counter)
    drafts: Counter[str] = field(default_factory=Counter)
    unanswerable: Counter[str] = field(default_factory=Counter)
    absent: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)  # column: answered cells that became nothing
    values: dict[str, Counter[str]] = field(default_factory=dict)  # of the lost cells, where the mapping lists values

    @property
    def new(self) -> int:
        return self.rows - self.known - self.refused

    def add(self, mapped: Mapped, listed: frozenset[str]) -> None:
        """Counts one row. `listed`: the columns whose words the mapping lists, so that new words are shown."""
        self.cells += len(mapped.row.answered)
        self.kept += len(mapped.kept & mapped.row.answered.keys())
        self.unanchored += mapped.unanchored
        self.unanswerable.update(mapped.unanswerable)
        self.absent.update(mapped.absent)
        for entry in mapped.entries:
            self.entries[entry.form] += 1
            self.drafts[entry.form] += entry.status == EntryStatus.DRAFT
        for column in mapped.row.answered.keys() - mapped.kept:
            self.lost[column] += 1
            if column in listed:
                self._value(column, mapped.row.answered[column])

    def _value(self, column: str, cell: str) -> None:
        values = self.values.setdefault(column, Counter())
        if cell in values or len(values) < MOST_VALUES:
            values[cell] += 1


def listed_columns(file: MappingFile) -> frozenset[str]:
    """Columns that are read or tested by a list of words: they hold categories, not free text."""
    rules = [rule for _, _, _, rule in file.rules()]
    read = (column for rule in rules if rule.values is not None for column in rule.columns)
    asked = [*(rule.when for rule in rules), *(block.when for block in file.mapping.forms)]
    conditions = [condition for when in asked for condition in flat(when)]
    tested = (column for one in conditions if one.within or one.not_in or one.starts for column in one.columns)
    return frozenset((*read, *tested))


@dataclass(frozen=True)
class Unused:
    """Columns that the mapping does not take, by its own reason; '' when it does not mention them."""

    why: str
    columns: tuple[str, ...]


def unused_columns(file: MappingFile, header: Sequence[str]) -> list[Unused]:
    taken = {column for path, column in columns_named(file) if path[0] != "left_out"}
    rest = [column for column in header if column not in taken]
    groups: list[Unused] = []
    for left in file.mapping.left_out:
        found = tuple(c for c in rest if c in left.columns or (left.prefix and c.startswith(left.prefix)))
        rest = [column for column in rest if column not in found]
        groups.append(Unused(left.why, found))
    return [*(group for group in groups if group.columns), *([Unused("", tuple(rest))] if rest else [])]
