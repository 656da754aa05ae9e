"""What the reader asks of a patient, and what it hands back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol


class Blank(StrEnum):
    """How a blank reads."""

    REDCAP = "redcap"  # inside forms: as REDCap reads it, so that a dictionary behaves as its author saw it behave
    UNKNOWN = "unknown"  # inside guidelines and indicators: a blank or a missing-data code is unknown, never "no"


@dataclass(frozen=True, slots=True)
class Missing:
    """An answer that says why there is no answer: a missing-data code such as NI."""

    code: str


Answer = str | list[str] | Missing | None


class Facts(Protocol):
    """The typed view of one patient's entries. Answers are as REDCap stores them: text; a list of codes for a
    checkbox.
    """

    def value(self, field: str, form: str | None = None, instance: int | None = None, event: str | None = None) -> Answer:
        """The answer, None when blank or when there is no such entry.

        ``instance`` None: the only entry, or the first. ``event`` is the first bracket of ``[x][field]``; where it
        names a form it adds nothing (field names are unique over a dictionary).
        """

    def instances(self, form: str) -> Sequence[int]:
        """The numbers of a form's entries in the order of time: what ``first`` and ``last`` mean is decided here."""

    def form_of(self, field: str) -> str | None:
        """The form a field is on, None when no entry and no dictionary says so."""


class FactRef(NamedTuple):
    """One fact that an answer rested on."""

    form: str
    field: str
    instance: int
    value: str | tuple[str, ...]


class Result(NamedTuple):
    """``value`` None is unknown (only in Blank.UNKNOWN); '' is blank. A date is text, YYYY-MM-DD, as it is stored.

    ``used`` are the facts that decided: for ``a and b`` that is false because of b, only those of b.
    ``missing`` are the fields that were read and had no answer, or only a missing-data code.
    """

    value: bool | float | str | None
    used: tuple[FactRef, ...]
    missing: tuple[str, ...]


Loose = str | float | Sequence[str] | Mapping[str, str] | Missing | None


class DictFacts:
    """The ready ``Facts``: form -> its entries, numbered from 1, each a dict of answers.

    ``order`` (form -> numbers of its entries in order of time) is for forms whose entries do not stand in that order.

    An answer may also be a number or ``{"missing": "NI"}``, as JSON stores a missing-data code. ``belongs`` (field
    -> form) is for fields that no entry has answered; ``smart`` answers smart variables such as ``record-name``.
    """

    def __init__(
        self,
        forms: Mapping[str, Iterable[Mapping[str, Loose]]],
        *,
        belongs: Mapping[str, str] | None = None,
        smart: Mapping[str, str] | None = None,
        order: Mapping[str, Sequence[int]] | None = None,
    ) -> None:
        self._entries = {
            form: [{name: _answer(value) for name, value in entry.items()} for entry in entries]
            for form, entries in forms.items()
        }
        self._smart = dict(smart or {})
        self._order = dict(order or {})
        self._belongs = dict(belongs or {})
        for form, entries in self._entries.items():
            self._belongs.update((name, form) for entry in entries for name in entry)

    def value(self, field: str, form: str | None = None, instance: int | None = None, event: str | None = None) -> Answer:
        place = form or self.form_of(field) or ""
        entries, order = self._entries.get(place, []), self.instances(place)
        index = (order[0] if instance is None and order else instance or 1) - 1
        if order and 0 <= index < len(entries):
            return entries[index].get(field)
        return self._smart.get(field)

    def instances(self, form: str) -> Sequence[int]:
        return self._order[form] if form in self._order else range(1, len(self._entries.get(form, ())) + 1)

    def form_of(self, field: str) -> str | None:
        return self._belongs.get(field)


def _answer(value: Loose) -> Answer:
    match value:
        case None | "":
            return None
        case str() | Missing():
            return value
        case bool():
            return "1" if value else "0"
        case int() | float():
            return str(int(value)) if value == int(value) else repr(value)
        case Mapping():
            return Missing(value["missing"])
    return [str(code) for code in value]
