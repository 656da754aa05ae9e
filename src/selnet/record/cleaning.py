"""One answer as it was typed: brought into the form in which it is kept, and what is wrong with it in words."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.packs.api import Field, Pack

from .facts import Stored
from .texts import CONTROL

LONGEST = 20_000  # characters of one answer
PARTIAL_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$", re.ASCII)  # ISO, as precise as it is known
NUMBER = re.compile(r"^[+-]?\d+(?:[.,]\d+)?$", re.ASCII)
THOUSANDS = re.compile(r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$", re.ASCII)  # one thousand somewhere, one and a bit elsewhere


@dataclass(frozen=True)
class Problem:
    """Something about one answer. A soft one warns; the person may say that it is right."""

    field: str
    message: str
    soft: bool = False


def clean(pack: Pack, field: Field, given: Stored) -> tuple[Stored, list[Problem]]:
    """The answer as it is kept (None when blank), and what is wrong or unusual about it."""
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
    messages: Messages = list(_range(field, float(compact), float))
    if THOUSANDS.match(compact):
        said = {"short": f"{float(compact):g}", "long": compact.replace(".", "")}
        messages.append((_("Read as %(short)s. If you mean %(long)s, write it without a separator.") % said, True))
    return compact.lstrip("+"), messages


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
