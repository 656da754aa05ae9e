"""What was typed on an entry's page, as the record stores it."""

import re
from collections.abc import Mapping
from typing import Final

from django.http import QueryDict

from selnet.packs.api import Field, Form
from selnet.record.cleaning import PARTIAL_DATE
from selnet.record.facts import Stored

MISSING: Final = "__missing"  # the name of the select beside a question that says why the answer is missing
CLEAR: Final = "-"
_TYPED_DATE: Final = re.compile(r"^(?:(\d{1,2})[/.\- ])?(\d{1,2})[/.\- ](\d{4})$")


def answers_typed(form: Form, data: QueryDict, stored: Mapping[str, Stored]) -> dict[str, Stored]:
    """The whole form as answers. Questions that the page does not show keep what is stored."""
    found: dict[str, Stored] = {}
    for field in form.fields:
        if field.type in ("descriptive", "file") or field.readonly or field.hidden:
            if field.name in stored and not field.readonly:
                found[field.name] = stored[field.name]
            continue
        answer = _answer(field, data, stored.get(field.name))
        if answer not in (None, "", []):
            found[field.name] = answer
    return found


def _answer(field: Field, data: QueryDict, stored: Stored) -> Stored:
    """A reason that was chosen now stands for the answer; one that stood already gives way to an answer typed now."""
    given = _given(field, data)
    code = data.get(field.name + MISSING, "").strip()
    if code == CLEAR:
        return None
    if code and (not given or code != code_of(stored)):
        return {"missing": code}
    return given


def _given(field: Field, data: QueryDict) -> Stored:
    if field.type == "checkbox":
        return [code for code in data.getlist(field.name) if isinstance(code, str) and code]
    text = data.get(field.name, "")
    return iso(text) if field.is_date else text


def code_of(stored: Stored) -> str:
    """The missing-data code of a stored answer, or ''."""
    return stored.get("missing", "") if isinstance(stored, Mapping) else ""


def iso(text: str) -> str:
    """Day/month/year, month/year or the year alone, as ISO. What is no date stays as it was typed, to be corrected."""
    found = _TYPED_DATE.match(text.strip())
    if not found:
        return text.strip()
    day, month, year = found.groups()
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")


def day_first(stored: str) -> str:
    """An ISO date as people of the network write it: 24/11/2026, 11/2026, 2026."""
    found = PARTIAL_DATE.match(stored)
    if not found:
        return stored
    return "/".join(part for part in reversed(found.groups()) if part)
