"""A question, the questions that branch together, and a section of a form, as templates draw them."""

from dataclasses import dataclass, field
from functools import cached_property

_SEARCHED_FROM = 15  # options from which a list is worth searching
_TEXT_WIDTHS = {"number": "4", "date": "8"}


@dataclass
class Question:
    """One question with its answer and what is to be said about it."""

    name: str
    kind: str
    label: str
    hint: str = ""
    unit: str = ""
    value: str | list[str] = ""
    options: list[tuple[str, str]] = field(default_factory=list)
    missing: str = ""
    missing_options: list[tuple[str, str]] = field(default_factory=list)
    error: str = ""
    soft: str = ""
    calculation: str = ""
    required: bool = False
    unused: bool = False
    right: str = ""  # what the box "it is right" sends: about this answer, not about any other

    @property
    def target(self) -> str:
        """Where the summary of errors leads: the control, or the first choice."""
        return f"{self.name}-1" if self.kind in ("radios", "checkboxes") else self.name

    @property
    def answered(self) -> bool:
        return bool(self.value or self.missing)

    @property
    def width(self) -> str:
        return _TEXT_WIDTHS.get(self.kind, "24")

    @property
    def searched(self) -> bool:
        return len(self.options) >= _SEARCHED_FROM

    @property
    def inline(self) -> bool:
        return self.kind == "radios" and len(self.options) <= 3 and all(len(label) < 16 for _code, label in self.options)

    @property
    def shown_value(self) -> str:
        return ", ".join(self.value) if isinstance(self.value, list) else self.value


@dataclass
class Block:
    """Questions that are shown or hidden together; `branching` empty: always shown."""

    questions: list[Question]
    branching: str = ""
    why: str = ""


@dataclass
class Section:
    """One step of the form."""

    id: str
    title: str
    blocks: list[Block]

    @cached_property
    def questions(self) -> list[Question]:
        return [question for block in self.blocks for question in block.questions]
