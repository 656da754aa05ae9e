"""Each row of the dictionary by itself, and each form against its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from selnet.packs.annotations import unknown_tags
from selnet.packs.assembling import DICTIONARY, FORMS, LANES
from selnet.packs.choices import bare_parts, parse_choices, repeated_codes
from selnet.packs.drafting import Draft
from selnet.packs.faults import Fault, nearest
from selnet.packs.fields import TYPES, UNSUPPORTED, Field
from selnet.packs.pack import Pack
from selnet.packs.redcap import RedcapRow

NAME = re.compile(r"[a-z][a-z0-9_]{0,99}")
CODE = re.compile(r"[a-z][a-z0-9_]*")
# fmt: off
VALIDATIONS = frozenset(
    (
        "integer", "number", "number_1dp", "number_2dp", "number_3dp", "number_4dp", "date_dmy", "date_mdy",
        "date_ymd", "datetime_dmy", "datetime_mdy", "datetime_ymd", "time", "email", "phone",
    )
)
# fmt: on


def check(pack: Pack, draft: Draft) -> Iterator[Fault]:
    file = draft.path(DICTIONARY)
    rows = draft.dictionary.rows if draft.dictionary else ()
    forms_known = draft.sound(FORMS)
    for row in rows:
        field = pack.fields[row["field_name"]]
        if forms_known and field.form not in pack.forms:
            message = f"the form '{field.form}' is not in {FORMS}."
            yield Fault(file, row.line, None, message, nearest(field.form, tuple(pack.forms)))
        for message, remedy in _row(field, row, pack):
            yield Fault(file, row.line, None, message, remedy)
    yield from _forms(pack, draft)


def _row(field: Field, row: RedcapRow, pack: Pack) -> Iterator[tuple[str, str]]:
    if not NAME.fullmatch(field.name):
        yield f"'{field.name}' is no field name.", "Use lower-case letters, digits and _, beginning with a letter."
    if field.type not in TYPES - UNSUPPORTED:
        yield f"field type '{field.type}' is not supported.", nearest(field.type, TYPES - UNSUPPORTED)
    if not row["field_label"]:
        yield f"the field '{field.name}' has no label.", "Write its English label."
    yield from _choices(field, row["choices"])
    yield from _validation(field)
    yield from _annotation(field, pack)


def _choices(field: Field, cell: str) -> Iterator[tuple[str, str]]:
    if field.type not in {"radio", "dropdown", "checkbox"}:
        return
    if not field.choice_list:
        yield f"'{field.name}' is a {field.type} without choices.", "Write them as: code, Label | code, Label."
    for part in bare_parts(cell):
        yield f"the choice '{part}' of '{field.name}' has no code.", "Write it as: code, Label."
    pairs = parse_choices(cell)
    for code in repeated_codes(pairs):
        yield f"the choice code '{code}' of '{field.name}' is given twice.", "Every code once."
    for code, _ in pairs:
        if not CODE.fullmatch(code):
            remedy = "Codes are short lower-case words; a bare number says nothing to who reads the data."
            yield f"the choice code '{code}' of '{field.name}' is not a word.", remedy


def _validation(field: Field) -> Iterator[tuple[str, str]]:
    if field.type == "text" and field.validation and field.validation not in VALIDATIONS:
        yield f"validation '{field.validation}' is not known.", nearest(field.validation, VALIDATIONS)
    for limit in (field.min, field.max):
        if limit and not _is_limit(limit, field.validation):
            message = f"the limit '{limit}' of '{field.name}' does not fit '{field.validation}'."
            yield message, "Limits are numbers, dates as YYYY-MM-DD, today, or [field]."


def _is_limit(limit: str, validation: str) -> bool:
    if limit in {"today", "now"} or re.fullmatch(r"\[\w+\]", limit):
        return True
    if validation.startswith("date"):
        try:
            return bool(date.fromisoformat(limit[:10]))
        except ValueError:
            return False
    return re.fullmatch(r"-?\d+(\.\d+)?", limit) is not None


def _annotation(field: Field, pack: Pack) -> Iterator[tuple[str, str]]:
    for tag in unknown_tags(field.tags):
        yield f"'{field.name}' has the unknown action tag @{tag}.", "Correct its spelling or remove it."
    if field.terms and field.terms not in pack.terminologies():
        message = f"'{field.name}' draws on the terminology '{field.terms}', which does not exist."
        yield message, nearest(field.terms, tuple(pack.terminologies()))
    if field.terms and field.type != "text":
        yield f"'{field.name}' draws on a terminology but is {field.type}.", "A field with @TERMS is of type text."


def _forms(pack: Pack, draft: Draft) -> Iterator[Fault]:
    marked = draft.docs.get(FORMS)
    if marked is None:
        return
    for index, spec in enumerate(form.spec for form in pack.forms.values()):
        own = {field.name for field in pack.forms[spec.id].fields}
        if not own:
            yield marked.fault((index, "id"), f"the form '{spec.id}' has no field.", f"Add its fields to {DICTIONARY}.")
        named = {"date": (spec.date,), "end_date": (spec.end_date,), "summary": spec.summary}
        for key, names in named.items():
            for name in names:
                if name and name not in own:
                    message = f"{key}: the form '{spec.id}' has no field '{name}'."
                    yield marked.fault((index, key), message, nearest(name, own))
        if spec.lane and draft.sound(LANES) and spec.lane not in {lane.id for lane in pack.lanes}:
            message = f"the lane '{spec.lane}' is not in lanes.yaml."
            yield marked.fault((index, "lane"), message, nearest(spec.lane, [lane.id for lane in pack.lanes]))
