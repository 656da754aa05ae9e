"""The shape of a decision table: tables/*.yaml."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from selnet.packs.schema import Item, Slug, Titled
from selnet.packs.texts import EMPTY, Text

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Code = str | int | float
Values = dict[Name, Code]


class TableChoice(Item):
    """A choice of an input or output, when it needs words."""

    code: str
    label: Text = EMPTY


class Input(Item):
    """One thing the table asks."""

    name: Name
    kind: Literal["number", "integer", "choice"]
    unit: str = ""
    choices: tuple[TableChoice | Code, ...] = ()
    label: Text = EMPTY
    note: str = ""

    def codes(self) -> tuple[str, ...]:
        return tuple(choice.code if isinstance(choice, TableChoice) else str(choice) for choice in self.choices)

    @model_validator(mode="after")
    def _choices(self) -> Self:
        if (self.kind == "choice") != bool(self.choices):
            raise ValueError("choices belong to kind: choice, and only to it")
        return self


class Output(Input):
    """One thing the table answers. Choices are optional: a stage needs none."""

    kind: Literal["number", "integer", "choice", "text"]  # type: ignore[assignment]

    @model_validator(mode="after")
    def _choices(self) -> Self:
        return self


class Row(Item):
    """When this holds, then that is the answer."""

    when: str
    then: Values
    source: str = ""
    verified: bool | None = None
    note: str = ""


class TableSpec(Titled):
    """The whole table. `first`: the first row that holds answers. `sum`: points add up, and bands read the total."""

    id: Slug
    source: str
    verified: bool
    note: str = ""
    disagreement: str = ""
    inputs: tuple[Input, ...] = Field(min_length=1)
    outputs: tuple[Output, ...] = Field(min_length=1)
    rows: tuple[Row, ...] = Field(min_length=1)
    bands: tuple[Row, ...] = ()
    default: Values | None = None
    hit: Literal["first", "sum"] = "first"

    @model_validator(mode="after")
    def _bands(self) -> Self:
        if (self.hit == "sum") != bool(self.bands):
            raise ValueError("bands belong to hit: sum, and only to it")
        if self.hit == "sum" and any(set(row.then) != {"points"} for row in self.rows):
            raise ValueError("in a table with hit: sum every row's then is {points: number}")
        return self
