"""Reading a dictionary that another REDCap project exported: everything is kept, everything odd is reported."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from selnet.logic.api import FieldInfo, LogicError
from selnet.packs.annotations import unknown_tags
from selnet.packs.building import build_field
from selnet.packs.choices import bare_parts, repeated_codes
from selnet.packs.faults import Fault
from selnet.packs.fields import TYPES, UNSUPPORTED, Field
from selnet.packs.redcap import RedcapSheet, read_redcap
from selnet.packs.wording import place_and_reason


@dataclass(frozen=True, eq=False)
class ForeignDictionary:
    """Fields in order. `notices` is what a data manager should look at before using it."""

    file: Path
    encoding: str
    delimiter: str
    mapping: str
    fields: tuple[Field, ...]
    notices: tuple[Fault, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """Form names as they stand, in order: real ones have capitals and blanks."""
        return tuple(dict.fromkeys(field.form for field in self.fields))

    # --- the Schema that selnet.logic asks
    def field(self, name: str) -> FieldInfo | None:
        found = self._by_name.get(name)
        return found.info if found else None

    def form_of(self, name: str) -> str | None:
        found = self._by_name.get(name)
        return found.form if found else None

    def names(self) -> Collection[str]:
        return self._by_name.keys()

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        """The first field of each name."""
        return {field.name: field for field in reversed(self.fields)}


def read_dictionary(path: Path | str) -> ForeignDictionary:
    sheet = read_redcap(Path(path))
    fields = tuple(build_field(row, {}) for row in sheet.rows)
    notices = (*sheet.notices, *_notices(sheet, fields))
    return ForeignDictionary(sheet.file, sheet.encoding, sheet.delimiter, sheet.mapping, fields, notices)


def _notices(sheet: RedcapSheet, fields: tuple[Field, ...]) -> Iterator[Fault]:
    seen: set[str] = set()
    for row, field in zip(sheet.rows, fields, strict=True):
        if field.name in seen:
            yield Fault(sheet.file, row.line, None, f"the field '{field.name}' is defined twice.", "Both are kept.")
        seen.add(field.name)
        for message, remedy in (*_oddities(field, row["choices"]), *_expressions(field)):
            yield Fault(sheet.file, row.line, None, message, remedy)


def _oddities(field: Field, choices: str) -> Iterator[tuple[str, str]]:
    if field.type in UNSUPPORTED:
        yield f"'{field.name}' runs SQL, which is never executed here.", "Its text is kept; give it choices instead."
    elif field.type not in TYPES:
        yield f"'{field.name}' has the unknown type '{field.type}'.", "It is kept as it stands."
    if unknown := unknown_tags(field.tags):
        yield f"'{field.name}' has tags that do nothing here: @{', @'.join(unknown)}.", "They are kept."
    if field.type in {"radio", "dropdown", "checkbox"}:
        if bare := bare_parts(choices):
            yield f"'{field.name}' has choices without a code: {', '.join(bare[:3])}.", "Their text is their code."
        if twice := repeated_codes([(choice.code, "") for choice in field.choice_list]):
            yield f"'{field.name}' gives the code {', '.join(twice)} twice.", "REDCap keeps the last label."


def _expressions(field: Field) -> Iterator[tuple[str, str]]:
    for kind in ("branching", "calc"):
        try:
            getattr(field, kind)
        except LogicError as error:
            yield f"the {kind} of '{field.name}' cannot be read, {place_and_reason(error)}.", "Its text is kept."
