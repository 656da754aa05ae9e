"""Answers of one form against its dictionary: cleaned, computed, and what is wrong with them in words."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.logic.api import Blank, evaluate
from selnet.packs.api import Field, Pack
from selnet.ui.api import active_language

from .facts import EntryFacts, Stored
from .texts import CONTROL

LONGEST = 20_000  # characters of one answer
PARTIAL_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
NUMBER = re.compile(r"^[+-]?\d+(?:[.,]\d+)?$")


@dataclass(frozen=True)
class Problem:
    """Something about one answer. A soft one warns; the person may say that it is right."""

    field: str
    message: str
    soft: bool = False


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
        cleaned, found = _clean(pack, field, given.get(name))
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


def is_shown(field: Field, facts: EntryFacts, *, here: tuple[str, int] | None = None) -> bool:
    """Whether the branching shows the question. `here` is the entry on the screen: form and instance."""
    if field.branching is None:
        return True
    return bool(evaluate(field.branching, facts, blank=Blank.REDCAP, today=timezone.localdate(), here=here).value)


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


# --- one answer


def _clean(pack: Pack, field: Field, given: Stored) -> tuple[Stored, list[Problem]]:
    if isinstance(given, Mapping):
        return _missing(pack, field, given)
    if field.type == "checkbox":
        return _codes(field, given)
    if isinstance(given, list):
        return None, [Problem(field.name, _("One answer, not several."))]
    text = CONTROL.sub("", given or "").strip()
    if not text:
        return None, []
    if len(text) > LONGEST:
        return text, [Problem(field.name, _("Too long: at most %(count)s characters.") % {"count": LONGEST})]
    cleaned, messages = _cleaner(field)(pack, field, text)
    return cleaned, [Problem(field.name, message, soft) for message, soft in messages]


def _missing(pack: Pack, field: Field, given: Mapping[str, str]) -> tuple[Stored, list[Problem]]:
    code = given.get("missing", "")
    if code not in {known.code for known in pack.missing_codes} or not field.takes_missing_codes:
        return None, [Problem(field.name, _("This is no reason for a missing answer."))]
    return {"missing": code}, []


def _codes(field: Field, given: Stored) -> tuple[Stored, list[Problem]]:
    codes = [given] if isinstance(given, str) else list(given or [])
    codes = [code for code in dict.fromkeys(codes) if code]
    known = [choice.code for choice in field.choice_list]
    wrong = [code for code in codes if code not in known]
    if wrong:
        return None, [Problem(field.name, _("Choose from the list."))]
    return [code for code in known if code in codes], []


Messages = list[tuple[str, bool]]
Cleaner = Callable[[Pack, Field, str], tuple[str, Messages]]


def _cleaner(field: Field) -> Cleaner:
    if field.is_choice:
        return _choice
    if field.terms:
        return _term
    if field.is_number:
        return _number
    if field.is_date:
        return _date
    return _text


def _choice(pack: Pack, field: Field, text: str) -> tuple[str, Messages]:
    known = {choice.code for choice in field.choice_list} or {"0", "1"}
    return text, [] if text in known else [(_("Choose from the list."), False)]


def _term(pack: Pack, field: Field, text: str) -> tuple[str, Messages]:
    term = pack.terminology(field.terms).get(text)
    if term is None:
        return text, [(_("Not in the list: choose a suggestion, or type its code."), False)]
    return term.code, []


def _number(pack: Pack, field: Field, text: str) -> tuple[str, Messages]:
    compact = text.replace(" ", "").replace(",", ".")
    if not NUMBER.match(compact) or len(compact) > 24:
        return text, [(_("Enter a number, for example 62 or 6.5."), False)]
    if field.validation == "integer" and "." in compact:
        return text, [(_("Enter a whole number."), False)]
    return compact.lstrip("+"), list(_range(field, float(compact), float))


def _date(pack: Pack, field: Field, text: str) -> tuple[str, Messages]:
    found = PARTIAL_DATE.match(text)
    try:
        year, month, day = (int(part) if part else None for part in found.groups()) if found else (None, None, None)
        if year is None or not 1900 <= year <= 2100:
            raise ValueError
        date(year, month or 1, day or 1)
    except ValueError:
        return text, [(_("Enter a date as day/month/year, for example 24/11/2026; month/year or the year alone will do."), False)]
    messages: Messages = list(_range(field, text, str))
    if text > timezone.localdate().isoformat() and "FUTURE" not in field.tags:
        messages.append((_("This date is in the future."), True))
    return text, messages


def _range(field: Field, value: float | str, read: Callable[[str], float | str]) -> Iterator[tuple[str, bool]]:
    """The dictionary's limits. They warn, as in REDCap, unless the dictionary forces them."""
    for bound, wrong in ((field.min, _below), (field.max, _above)):
        if not bound:
            continue
        try:
            limit = read(bound)
        except ValueError:
            continue  # a limit that is another field or "today": the data-quality rules look at those
        if wrong(value, limit):
            yield _usual(field), not field.hard_limits


def _below(value: float | str, limit: float | str) -> bool:
    return value < limit  # type: ignore[operator]  # both come from the same reader


def _above(value: float | str, limit: float | str) -> bool:
    return value > limit  # type: ignore[operator]


def _usual(field: Field) -> str:
    unit = f" {field.unit}" if field.unit else ""
    if field.min and field.max:
        return _("Usual: %(low)s–%(high)s%(unit)s.") % {"low": field.min, "high": field.max, "unit": unit}
    if field.min:
        return _("Usual: at least %(low)s%(unit)s.") % {"low": field.min, "unit": unit}
    return _("Usual: at most %(high)s%(unit)s.") % {"high": field.max, "unit": unit}


def _text(pack: Pack, field: Field, text: str) -> tuple[str, Messages]:
    return text, []


# --- showing an answer


def shown_value(pack: Pack, field: Field, answer: Stored, language: str | None = None) -> str:
    """The answer in words: labels of choices, names of terms, units; why it is missing; '' when blank."""
    language = language or active_language()
    if answer in (None, "", []):
        return ""
    if isinstance(answer, Mapping):
        return next((m.label.in_(language) for m in pack.missing_codes if m.code == answer.get("missing")), "")
    if isinstance(answer, list):
        return ", ".join(_label(pack, field, code, language) for code in answer)
    return _label(pack, field, str(answer), language)


def _label(pack: Pack, field: Field, text: str, language: str) -> str:
    if field.terms:
        term = pack.terminology(field.terms).get(text)
        return term.label(language) if term else text
    if field.type in {"yesno", "truefalse"} and not field.choice_list:
        return {"1": _("Yes"), "0": _("No")}.get(text, text)
    label = next((label for code, label in field.choices(language) if code == text), None)
    if label is not None:
        return label
    if field.kind == "date" or field.validation.startswith("date"):
        return shown_date(text, language)
    return f"{text} {field.unit}".strip()


def shown_date(text: str, language: str) -> str:
    """An ISO date, as precise as it is known, in words of the language: 24 Nov 2026, Nov 2026, 2026."""
    from babel.dates import format_date, format_skeleton

    found = PARTIAL_DATE.match(text)
    if not found:
        return text
    year, month, day = found.groups()
    if not month:
        return year
    moment = date(int(year), int(month), int(day or 1))
    return format_date(moment, "d MMM y", locale=language) if day else format_skeleton("yMMM", moment, locale=language)
