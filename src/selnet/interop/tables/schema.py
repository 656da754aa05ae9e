"""The format of a mapping. docs/IMPORT.md shows one; every word here is a key of that file."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

PLACE = re.compile(r"\{([^{}]+)\}")  # {column} in a text

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


def _word(value: object) -> object:
    """YAML reads 1.0 as a number; in a table it is the word "1.0"."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _several(value: object) -> object:
    return value if isinstance(value, list | tuple) else () if value is None else (value,)


def _rules(value: object) -> object:
    """A field may be the name of a column, one rule, or rules of which the first that answers counts."""
    several = value if isinstance(value, list) else [value]
    return [{"column": item} if isinstance(item, str) else item for item in several]


Word = Annotated[str, BeforeValidator(_word)]
Words = Annotated[tuple[Word, ...], BeforeValidator(_several)]


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Reason(Item):
    """Why an answer is missing: one of the pack's missing-data codes."""

    missing: str


Answer = Reason | Word | tuple[Word, ...]


class Condition(Item):
    """Looks at the first answered of its columns, and asks one thing of it."""

    columns: Annotated[tuple[str, ...], BeforeValidator(_several)] = Field(default=(), alias="column")
    within: Words | None = Field(default=None, alias="in")
    not_in: Words | None = None
    starts: Words | None = None
    at_least: float | None = None
    below: float | None = None
    answered: bool | None = None
    any: tuple["Condition", ...] = ()

    @model_validator(mode="after")
    def _asks_one_thing(self) -> "Condition":
        asked = [self.within, self.not_in, self.starts, self.at_least, self.below, self.answered]
        count = sum(item is not None for item in asked)
        if self.any and (count or self.columns):
            raise ValueError("`any` stands alone; put the rest into conditions of its own")
        if not self.any and (count != 1 or not self.columns):
            raise ValueError("give a column and one of: in, not_in, starts, at_least, below, answered")
        return self


Conditions = Annotated[tuple[Condition, ...], BeforeValidator(_several)]


class Band(Item):
    """Numbers from `at_least` to under `below` become `value`."""

    value: Word
    at_least: float | None = None
    below: float | None = None


class Rule(Item):
    """Where one answer comes from, and how the cell becomes the answer."""

    columns: Annotated[tuple[str, ...], BeforeValidator(_several)] = Field(default=(), alias="column")
    constant: Answer | None = None
    text: str | None = None  # words with {column} in them; left out unless every column in it is answered
    days_after: str | int | None = None  # a column (or 0): days from the anchor
    years_before: str | None = None  # a column: years before the anchor's year
    values: Mapping[str, Answer] | None = None
    bands: tuple[Band, ...] = ()
    scale: float | None = None
    round: int | None = Field(default=None, ge=0, le=6)
    split: str | None = None  # several numbers in one cell, with this between them
    take: Literal["largest", "smallest", "first"] = "first"
    date: Literal["d/m/y", "m/d/y", "y-m-d"] | None = None
    part: Literal["year"] | None = None
    when: Conditions = ()
    verified: bool = True  # false: an interpretation that a clinician has not confirmed
    note: str = ""

    @model_validator(mode="after")
    def _comes_from_one_place(self) -> "Rule":
        places = [self.columns or None, self.constant, self.text, self.days_after, self.years_before]
        if sum(place is not None for place in places) != 1:
            raise ValueError("give one of: column, constant, text, days_after, years_before")
        return self

    def reads(self) -> Iterator[str]:
        """The columns that an answer may come from."""
        yield from self.columns
        yield from PLACE.findall(self.text or "")
        if isinstance(self.days_after, str):
            yield self.days_after
        if self.years_before:
            yield self.years_before


class Block(Item):
    """One entry of one form. A repeating form may have several blocks."""

    form: Slug
    when: Conditions = ()
    fields: Mapping[str, Annotated[tuple[Rule, ...], BeforeValidator(_rules)]]


class Anchor(Item):
    """The day from which `days_after` counts: a date of the row, or a stated day in a year of the row. Without a day only what
    happened on day 0 gets a date: the bare year."""

    date: str | None = None
    format: Literal["d/m/y", "m/d/y", "y-m-d"] = "y-m-d"
    year: Annotated[tuple[str, ...], BeforeValidator(_several)] = ()
    day: Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")] | None = None

    @model_validator(mode="after")
    def _is_one(self) -> "Anchor":
        if bool(self.date) == bool(self.year):
            raise ValueError("give either `date` (a column) or `year` (columns, the first answered counts)")
        return self


class LeftOut(Item):
    """Columns that are not taken, and why."""

    columns: tuple[str, ...] = ()
    prefix: str | None = None
    why: str


class TableMapping(Item):
    id: Slug  # the source: a row with the same key of the same source is imported once
    title: str
    pack: Slug
    source: str = ""
    note: str = ""
    key: str
    decimal: Literal[".", ","] = "."
    blanks: Words = ()
    missing: Mapping[str, str] = Field(default_factory=dict)  # word of the file: missing-data code
    absent: str  # the missing-data code for a required answer that the file does not have
    anchor: Anchor | None = None
    left_out: tuple[LeftOut, ...] = ()
    forms: tuple[Block, ...] = Field(min_length=1)
