"""A tumour model, read and frozen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from selnet.logic.api import FieldInfo
from selnet.packs.fields import Field, Form
from selnet.packs.schema import Lane, Manifest, MissingCode, Source
from selnet.packs.schema_care import BoardContent, CaseContent, ConsentContent
from selnet.packs.tables import Table
from selnet.packs.terms import Terminology
from selnet.packs.texts import Text


@dataclass(frozen=True, eq=False)
class Pack:
    """Everything a tumour model says. It is also the schema that the expression language checks names against."""

    root: Path
    manifest: Manifest
    forms: Mapping[str, Form]  # in the order of forms.yaml
    fields: Mapping[str, Field]  # in the order of the dictionary
    lanes: tuple[Lane, ...]
    entities: Terminology
    topography: Terminology
    drugs: Terminology
    molecular: Terminology
    tables: Mapping[str, Table]
    cases: CaseContent
    board: BoardContent
    consents: ConsentContent
    sources: Mapping[str, Source]

    @property
    def id(self) -> str:
        return self.manifest.id

    @property
    def version(self) -> str:
        return self.manifest.version

    @property
    def title(self) -> Text:
        return self.manifest.title

    @property
    def languages(self) -> tuple[str, ...]:
        return self.manifest.languages

    @property
    def prefix(self) -> str:
        """What a pseudonym begins with."""
        return self.manifest.pseudonym_prefix

    @property
    def missing_codes(self) -> tuple[MissingCode, ...]:
        return self.manifest.missing_codes

    def terminology(self, name: str) -> Terminology:
        """By the name that a field gives in @TERMS."""
        return self.terminologies()[name]

    def terminologies(self) -> Mapping[str, Terminology]:
        return {t.name: t for t in (self.entities, self.topography, self.drugs, self.molecular)}

    # --- the Schema that selnet.logic asks
    def field(self, name: str) -> FieldInfo | None:
        found = self.fields.get(name)
        return found.info if found and found.type != "descriptive" else None

    def form_of(self, name: str) -> str | None:
        found = self.fields.get(name)
        return found.form if found else None

    def names(self) -> Collection[str]:
        return self.fields.keys()
