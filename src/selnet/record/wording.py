"""Answers in words: what a page, a list, a letter says of what is stored."""

from collections.abc import Mapping
from datetime import date

from babel.dates import format_date, format_skeleton
from django.utils.translation import gettext as _

from selnet.packs.api import Field, Pack
from selnet.ui.api import active_language

from .branching import not_used
from .cleaning import PARTIAL_DATE
from .facts import Stored
from .knowledge import pack_of
from .models import Entry, Patient


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
    found = PARTIAL_DATE.match(text)
    if not found:
        return text
    year, month, day = found.groups()
    if not month:
        return year
    moment = date(int(year), int(month), int(day or 1))
    return format_date(moment, "d MMM y", locale=language) if day else format_skeleton("yMMM", moment, locale=language)


def summary_of(entry: Entry, patient: Patient | None = None, language: str | None = None) -> str:
    """What the entry says in one line: the answers that its form names for that, in words."""
    pack = pack_of(patient or entry.patient)
    unused = not_used(pack, entry.form, entry.answers)
    named = [name for name in pack.forms[entry.form].summary if name not in unused]
    parts = (shown_value(pack, pack.fields[name], entry.answers.get(name), language) for name in named)
    return ", ".join(part for part in parts if part)
