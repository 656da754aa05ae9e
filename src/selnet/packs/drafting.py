"""Reading the files of a pack one by one, keeping every fault and the line of everything for the checks that follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from selnet.packs import schema, schema_care, schema_tables
from selnet.packs.building import LabelRows
from selnet.packs.csvfile import read_csv
from selnet.packs.faults import Fault, nearest
from selnet.packs.marks import Marked, read_yaml
from selnet.packs.redcap import RedcapSheet

T = TypeVar("T")
Records = list[tuple[int, dict[str, str]]]
_MODELS: tuple[type[schema.Item], ...] = tuple(
    item
    for module in (schema, schema_care, schema_tables)
    for item in vars(module).values()
    if isinstance(item, type) and issubclass(item, schema.Item)
)
KNOWN_KEYS = frozenset(key for model in _MODELS for key in model.model_fields)


@dataclass
class Draft:
    """A pack while it is being read."""

    root: Path
    faults: list[Fault] = field(default_factory=list)
    docs: dict[str, Marked] = field(default_factory=dict)
    sheets: dict[str, Records] = field(default_factory=dict)
    dictionary: RedcapSheet | None = None
    labels: LabelRows = field(default_factory=dict)
    opened: set[Path] = field(default_factory=set)

    def path(self, name: str) -> Path:
        return self.root / name

    def yaml(self, name: str, adapter: TypeAdapter[T], *, required: bool = True) -> T | None:
        """The checked content of a YAML file; None when it is absent or faulty (and the faults are noted)."""
        if not self._there(name, required):
            return None
        marked = self.docs[name] = read_yaml(self.path(name))
        self.faults += marked.faults
        if marked.faults:
            return None
        try:
            return adapter.validate_python(marked.data)
        except ValidationError as error:
            self.faults += [_fault(marked, detail) for detail in error.errors()]
            return None

    def csv(self, name: str, columns: Sequence[str], *, required: bool = True) -> Records:
        """The rows of a CSV file whose columns must be exactly these, in any order."""
        if not self._there(name, required):
            return []
        sheet = read_csv(self.path(name))
        if sheet.encoding != "utf-8":
            self.note(name, 0, f"not UTF-8 text (read as {sheet.encoding}).", "Save the file as UTF-8.")
        for column in sheet.header:
            if column not in columns:
                self.note(name, 1, f"unknown column '{column}'.", nearest(column, tuple(columns)))
        for column in columns:
            if column not in sheet.header:
                self.note(name, 1, f"the column '{column}' is missing.", f"Columns: {', '.join(columns)}.")
        self._widths(name, len(sheet.header), zip(sheet.lines, sheet.rows, strict=True))
        blank = dict.fromkeys(columns, "")  # a missing column is one fault, not a crash further on
        self.sheets[name] = [(line, blank | record) for line, record in sheet.records()]
        return self.sheets[name]

    def note(self, name: str, line: int, message: str, remedy: str, column: int | None = None) -> None:
        self.faults.append(Fault(self.path(name), line, column, message, remedy))

    def sound(self, name: str) -> bool:
        """No fault in this file so far: what refers to it may be judged by it, without an avalanche of echoes."""
        return all(fault.file != self.path(name) for fault in self.faults)

    def _there(self, name: str, required: bool) -> bool:
        self.opened.add(self.path(name))
        if self.path(name).is_file():
            return True
        if required:
            self.note(name, 0, "the file is missing.", "Every pack has it; docs/PACKS.md shows its content.")
        return False

    def _widths(self, name: str, width: int, rows: Iterable[tuple[int, tuple[str, ...]]]) -> None:
        for line, row in rows:
            if len(row) != width:
                message = f"the row has {len(row)} cells, the header {width}."
                self.note(name, line, message, "Put cells that contain commas in double quotes.")


def _fault(marked: Marked, detail: ErrorDetails) -> Fault:
    """pydantic's error at the line of the file, in words for someone who writes packs."""
    path = tuple(part for part in detail["loc"] if _is_key(part))
    name = str(detail["loc"][-1]) if detail["loc"] else ""
    where = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        return marked.fault(path, f"unknown key '{name}'.", nearest(name, KNOWN_KEYS - {name}))
    if detail["type"] == "missing":
        return marked.fault(path, f"the key '{name}' is missing.", "Add it; docs/PACKS.md says what it holds.")
    message = detail["msg"].removeprefix("Value error, ")
    return marked.fault(path, f"{where}: {message}", f"Found: {_shown(detail['input'])}.")


def _is_key(part: int | str) -> bool:
    """pydantic puts the names of union members into its paths; they are no keys of the file."""
    return isinstance(part, int) or not any(mark in part for mark in ("[", "(", " "))


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) < 60 else text[:57] + "..."
