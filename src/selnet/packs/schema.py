"""The shape of a pack's small YAML files: manifest, sources, forms, lanes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StringConstraints

from selnet.packs.texts import Text

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]


class Item(BaseModel):
    """Every object of a pack: unknown keys are an error, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Titled(Item):
    """An identifier and what people read."""

    id: Slug
    title: Text


def titles(items: Iterable[Titled], language: str) -> dict[str, str]:
    """Identifier to title, in the order of the pack."""
    return {item.id: item.title.in_(language) for item in items}


class MissingCode(Item):
    """A reason why an answer is missing. A reason is an answer."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,6}$")]
    label: Text


class Headline(Item):
    """Which fields say in one line who the patient is clinically. The newest answer of each counts."""

    sex: Slug
    birth_year: Slug
    tumour: tuple[Slug, ...]  # the first that is answered
    site: Slug
    side: Slug | None = None
    stage: tuple[Slug, ...]  # shown one after the other
    performance: Slug
    unsaid: tuple[str, ...] = ()  # codes that add nothing to the line, e.g. "not applicable" as a side


class Manifest(Item):
    """pack.yaml"""

    id: Slug
    version: Version
    title: Text
    languages: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")], ...] = Field(min_length=1)
    licence: str
    evidence_date: date
    requires_platform: str
    pseudonym_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}$")]
    missing_codes: tuple[MissingCode, ...] = ()
    headline: Headline | None = None
    note: str = ""


class Source(Item):
    """sources.yaml: what a clinical statement rests on."""

    citation: str
    url: HttpUrl | None = None
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\S+$")] | None = None
    note: str = ""

    @property
    def link(self) -> str:
        return str(self.url) if self.url else f"https://doi.org/{self.doi}" if self.doi else ""


class Lane(Titled):
    """One row of the patient's timeline."""


Marker = Literal["circle", "square", "diamond", "triangle", "bar"]
WrittenBy = Literal["person", "case", "review", "board"]


class FormSpec(Titled):
    """forms.yaml: how one form behaves. Its fields are in dictionary.csv."""

    repeating: bool
    lane: Slug | None
    date: Slug | None
    end_date: Slug | None = None
    marker: Marker = "circle"
    summary: tuple[Slug, ...] = ()
    written_by: WrittenBy = "person"
