"""What the checker must know of a dictionary. ``packs`` builds one; a test writes one in three lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    """What sort of value an expression or a field has."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"  # a date, a date and time, or a time of day
    BOOLEAN = "boolean"  # yes/no fields ("1", "0"), conditions, one box of a checkbox
    CHOICE = "choice"  # one code of a closed list
    CHECKBOX = "checkbox"  # any number of codes of a closed list


@dataclass(frozen=True, slots=True)
class FieldInfo:
    name: str
    form: str
    kind: Kind
    choices: frozenset[str] = frozenset()
    repeating: bool = False


class Schema(Protocol):
    def field(self, name: str) -> FieldInfo | None: ...

    def form_of(self, name: str) -> str | None:
        """The form that a field is on."""

    def names(self) -> Iterable[str]:
        """Every field's name, to offer the nearest to one that is misspelt."""


class DictSchema:
    """The ready ``Schema``: a list of fields."""

    def __init__(self, fields: Iterable[FieldInfo]) -> None:
        self._fields = {info.name: info for info in fields}

    def field(self, name: str) -> FieldInfo | None:
        return self._fields.get(name)

    def form_of(self, name: str) -> str | None:
        info = self._fields.get(name)
        return info.form if info else None

    def names(self) -> Iterable[str]:
        return self._fields.keys()
