"""A form and its fields, as the rest of the platform sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from selnet.logic.api import FieldInfo, Kind, Node, parse
from selnet.packs.annotations import parse_tags
from selnet.packs.schema import FormSpec
from selnet.packs.texts import EMPTY, Text

YES_NO: Mapping[str, Mapping[str, str]] = {
    "yesno": {"1": "Yes", "0": "No"},
    "truefalse": {"1": "True", "0": "False"},
}
ANSWERED = frozenset({"text", "notes", "radio", "dropdown", "checkbox", "yesno", "truefalse", "calc", "slider", "file", "sql"})
UNSUPPORTED = frozenset({"sql"})  # raw SQL: kept word for word, never run
TYPES = ANSWERED | {"descriptive"}


@dataclass(frozen=True)
class Choice:
    """One answer that can be picked."""

    code: str
    label: Text


@dataclass(frozen=True)
class Field:
    """One question: what REDCap's row says, in every language of the pack."""

    name: str
    form: str
    type: str
    line: int
    repeating: bool = False
    label_text: Text = EMPTY
    section_text: Text = EMPTY
    note_text: Text = EMPTY
    choice_list: tuple[Choice, ...] = ()
    validation: str = ""
    min: str = ""
    max: str = ""
    identifier: bool = False
    branching_text: str = ""
    calc_text: str = ""
    required: bool = False
    alignment: str = ""
    question_number: str = ""
    matrix_group: str = ""
    matrix_ranking: bool = False
    annotation: str = ""
    slider_labels: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)  # columns that REDCap does not know

    def label(self, language: str) -> str:
        return self.label_text.in_(language)

    def section(self, language: str) -> str:
        """The heading that opens at this field, or ''."""
        return self.section_text.in_(language)

    def note(self, language: str) -> str:
        return self.note_text.in_(language)

    def choices(self, language: str) -> list[tuple[str, str]]:
        return [(choice.code, choice.label.in_(language)) for choice in self.choice_list]

    @cached_property
    def tags(self) -> Mapping[str, str]:
        return parse_tags(self.annotation)

    @property
    def unit(self) -> str:
        return self.tags.get("UNIT", "")

    @property
    def terms(self) -> str:
        """The terminology its answer is a code of: entities, topography, drugs, molecular, or ''."""
        return self.tags.get("TERMS", "")

    @property
    def hidden(self) -> bool:
        return "HIDDEN" in self.tags

    @property
    def readonly(self) -> bool:
        return self.type == "calc" or bool({"READONLY", "CALCTEXT", "CALCDATE"} & set(self.tags))

    @property
    def hard_limits(self) -> bool:
        """REDCap's min and max warn; with @FORCE-MINMAX they refuse."""
        return "FORCE-MINMAX" in self.tags

    @property
    def takes_missing_codes(self) -> bool:
        return self.type not in {"calc", "descriptive", "file"} and "NOMISSING" not in self.tags

    @cached_property
    def branching(self) -> Node | None:
        """Shown only if this holds; None: always shown."""
        return parse(self.branching_text) if self.branching_text else None

    @cached_property
    def calc(self) -> Node | None:
        """How the value is computed, for calc fields, @CALCTEXT and @CALCDATE."""
        return parse(self.calc_text) if self.calc_text else None

    @property
    def is_choice(self) -> bool:
        """One answer of a list: two people can give the same."""
        return self.type in {"radio", "dropdown", *YES_NO}

    @property
    def is_number(self) -> bool:
        """Typed as a number."""
        return self.type == "slider" or self.validation.startswith("number") or self.validation == "integer"

    @property
    def is_date(self) -> bool:
        """Typed as a day, without a time."""
        return self.validation.startswith("date") and not self.validation.startswith("datetime")

    @cached_property
    def kind(self) -> Kind:
        return _kind(self)

    @cached_property
    def info(self) -> FieldInfo:
        """What the expression language needs to know."""
        codes = frozenset(choice.code for choice in self.choice_list)
        return FieldInfo(name=self.name, form=self.form, kind=self.kind, choices=codes, repeating=self.repeating)


@dataclass(frozen=True)
class Form:
    """A form, its fields in order, and how it shows on the timeline."""

    spec: FormSpec
    fields: tuple[Field, ...]

    @property
    def id(self) -> str:
        return self.spec.id

    @property
    def title(self) -> Text:
        return self.spec.title

    @property
    def repeating(self) -> bool:
        return self.spec.repeating

    @property
    def lane(self) -> str | None:
        return self.spec.lane

    @property
    def date(self) -> str | None:
        return self.spec.date

    @property
    def end_date(self) -> str | None:
        return self.spec.end_date

    @property
    def marker(self) -> str:
        return self.spec.marker

    @property
    def summary(self) -> tuple[str, ...]:
        return self.spec.summary

    @property
    def written_by(self) -> str:
        return self.spec.written_by

    def sections(self) -> list[tuple[Text, list[Field]]]:
        """The fields under their headings; the first heading may be empty."""
        grouped: list[tuple[Text, list[Field]]] = []
        for item in self.fields:
            if not grouped or item.section_text.root:
                grouped.append((item.section_text, []))
            grouped[-1][1].append(item)
        return grouped


def _kind(item: Field) -> Kind:
    if item.type == "checkbox":
        return Kind.CHECKBOX
    if item.type in {"radio", "dropdown"}:
        return Kind.CHOICE
    if item.type in YES_NO:
        return Kind.BOOLEAN
    if item.type == "calc":
        return Kind.NUMBER
    if "CALCDATE" in item.tags or item.validation.startswith("date"):
        return Kind.DATE
    return Kind.NUMBER if item.is_number else Kind.TEXT
