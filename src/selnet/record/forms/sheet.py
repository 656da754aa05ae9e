"""The questions of one dictionary form, as a page draws them: in sections, with what branches together kept together."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from selnet.logic.api import fields_of, to_json
from selnet.packs.api import Field, Form, Pack
from selnet.record.answers import Checked
from selnet.record.branching import not_used
from selnet.record.cleaning import Problem
from selnet.record.facts import Stored
from selnet.record.wording import shown_value

from .questions import Block, Question, Section
from .typed import CLEAR, code_of, day_first

_KINDS = {"notes": "notes", "dropdown": "select", "radio": "radios", "yesno": "radios", "truefalse": "radios"}


@dataclass(frozen=True)
class Sheet:
    """Draws a form from its dictionary, the answers as they stand or were typed, and what the check found."""

    pack: Pack
    form: Form
    language: str
    answers: Mapping[str, Stored]
    checked: Checked | None = None

    @cached_property
    def sections(self) -> list[Section]:
        found = []
        for number, (title, fields) in enumerate(self.form.sections(), start=1):
            blocks = self._blocks([item for item in fields if not item.hidden])
            if blocks:
                found.append(Section(f"part-{number}", title.in_(self.language) or self.form.title.in_(self.language), blocks))
        return found

    @property
    def questions(self) -> list[Question]:
        return [question for section in self.sections for question in section.questions]

    @property
    def answered(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """For reading: id and title of each section, and its answered questions in words. What is not used is left out."""
        found = []
        unused = not_used(self.pack, self.form.id, self.answers)
        for section in self.sections:
            asked = [question for question in section.questions if not question.unused and question.name not in unused]
            fields = [self.pack.fields[question.name] for question in asked]
            words = [(item.label(self.language), self._words(item)) for item in fields]
            found.append((section.id, section.title, [pair for pair in words if pair[1]]))
        return found

    def _words(self, item: Field) -> str:
        return shown_value(self.pack, item, self.answers.get(item.name), self.language)

    @property
    def unused(self) -> list[Question]:
        return [question for question in self.questions if question.unused]

    def _blocks(self, fields: Sequence[Field]) -> list[Block]:
        blocks: list[Block] = []
        previous: str | None = None
        for item in fields:
            if previous != item.branching_text or not blocks:
                blocks.append(Block([], *self._condition(item)))
            blocks[-1].questions.append(self._question(item))
            previous = item.branching_text
        return blocks

    def _condition(self, item: Field) -> tuple[str, str]:
        if item.branching is None:
            return "", ""
        asked = [
            self.pack.fields[name].label(self.language) for name in sorted(fields_of(item.branching)) if name in self.pack.fields
        ]
        why = _("Shown because of your answer to: %(questions)s. If you change it, these answers are kept but not used.")
        return json.dumps(to_json(item.branching)), why % {"questions": ", ".join(dict.fromkeys(asked))}

    def _question(self, item: Field) -> Question:
        answer = self.answers.get(item.name)
        problems = self._problems(item.name)
        return Question(
            name=item.name,
            kind=_kind(item),
            label=item.label(self.language),
            hint=self._hint(item),
            unit=item.unit,
            value=_value(item, answer),
            options=self._options(item),
            missing=code_of(answer),
            missing_options=self._reasons(item, answer),
            error=" ".join(problem.message for problem in problems if not problem.soft),
            soft=" ".join(problem.message for problem in problems if problem.soft),
            calculation=json.dumps(to_json(item.calc)) if item.calc is not None else "",
            required=item.required,
            unused=self.checked is not None and item.name in self.checked.hidden,
            right=right_token(item.name, self.checked.answers.get(item.name)) if self.checked else "",
        )

    def _problems(self, name: str) -> list[Problem]:
        return [problem for problem in self.checked.problems if problem.field == name] if self.checked else []

    def _hint(self, item: Field) -> str:
        note = item.note(self.language)
        if item.is_date:
            return ". ".join(part for part in (note.rstrip("."), _("Day/month/year")) if part)
        if item.type == "slider":
            return " – ".join(item.slider_labels) or note
        return "" if note == item.unit else note

    def _options(self, item: Field) -> list[tuple[str, str]]:
        if not item.terms:
            return item.choices(self.language)
        terms = self.pack.terminology(item.terms)
        named = [(term.code, _term_label(term.label(self.language), term.code, term["icdo"])) for term in terms]
        return sorted(named, key=lambda pair: pair[1].casefold()) if item.terms != "topography" else named

    def _reasons(self, item: Field, answer: Stored) -> list[tuple[str, str]]:
        if not item.takes_missing_codes or item.readonly:
            return []
        codes = [(code.code, f"{code.label.in_(self.language)} ({code.code})") for code in self.pack.missing_codes]
        return [*codes, (CLEAR, _("Clear the answer"))] if answer else codes


def right_token(name: str, answer: Stored) -> str:
    return f"{name}={answer}"


def _kind(item: Field) -> str:
    if item.type in ("descriptive", "file", "checkbox"):
        return {"checkbox": "checkboxes"}.get(item.type, "descriptive")
    if item.readonly:
        return "calculated"
    if item.terms:
        return "select"
    if item.type in _KINDS:
        return _KINDS[item.type]
    if item.is_date:
        return "date"
    return "number" if item.is_number else "text"


def _value(item: Field, answer: Stored) -> str | list[str]:
    if isinstance(answer, list):
        return answer
    if not isinstance(answer, str):
        return [] if item.type == "checkbox" else ""
    return day_first(answer) if item.is_date else answer


def _term_label(name: str, code: str, icdo: str) -> str:
    shown = icdo or (code if code[:1].isupper() else "")
    return f"{name} ({shown})" if shown else name
