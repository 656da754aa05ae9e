"""The answers of one form against its dictionary: cleaned, computed, and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.logic.api import Blank, evaluate
from selnet.packs.api import Field, Pack

from .branching import is_shown
from .cleaning import Problem, clean
from .facts import EntryFacts, Stored


@dataclass(frozen=True)
class Checked:
    answers: dict[str, Stored]
    problems: tuple[Problem, ...]
    hidden: frozenset[str]  # answered, but their branching hides them: kept, not used

    @property
    def hard(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.soft)


def check(pack: Pack, form: str, given: Mapping[str, Stored], *, facts: EntryFacts, instance: int, complete: bool) -> Checked:
    """Cleans, computes and checks the answers of one form. `complete` asks for the required ones too."""
    fields = {field.name: field for field in pack.forms[form].fields if field.type != "descriptive"}
    answers: dict[str, Stored] = {}
    problems = [Problem(name, _("This form has no such question.")) for name in given if name not in fields]
    for name, field in fields.items():
        if field.readonly:
            continue
        cleaned, found = clean(pack, field, given.get(name))
        problems.extend(found)
        if cleaned not in (None, "", []):
            answers[name] = cleaned
    _compute(pack, form, fields, answers, facts, instance)
    shown = facts.shown(form, instance, answers)
    hidden = frozenset(name for name, field in fields.items() if not is_shown(field, shown, here=(form, instance)))
    if complete:
        problems.extend(
            Problem(name, _("Answer this question, or say why the answer is missing."))
            for name, field in fields.items()
            if field.required and name not in answers and name not in hidden
        )
    return Checked(answers, tuple(problems), hidden & answers.keys())


def _compute(
    pack: Pack, form: str, fields: Mapping[str, Field], answers: dict[str, Stored], facts: EntryFacts, instance: int
) -> None:
    for name, field in fields.items():
        if field.calc is None:
            continue
        shown = facts.shown(form, instance, answers)
        here = (form, instance)
        value = evaluate(field.calc, shown, blank=Blank.REDCAP, today=timezone.localdate(), here=here).value
        if value not in (None, ""):
            answers[name] = _as_text(value)


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else repr(round(value, 6))
    return str(value)
