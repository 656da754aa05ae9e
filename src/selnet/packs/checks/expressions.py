"""Every expression of the pack parses, names what exists, and has the kind that its place needs."""

from __future__ import annotations

from collections.abc import Iterator

from selnet.logic.api import Kind, LogicError, Schema, parse
from selnet.logic.api import check as check_kind
from selnet.packs.assembling import CASES, DICTIONARY
from selnet.packs.drafting import Draft
from selnet.packs.faults import Fault
from selnet.packs.fields import Field
from selnet.packs.pack import Pack
from selnet.packs.wording import place_and_reason

Problem = tuple[str, str]  # message, remedy
REMEDY = "Correct the expression."


def check(pack: Pack, draft: Draft) -> Iterator[Fault]:
    for field in pack.fields.values():
        for message, remedy in _field(field, pack):
            yield Fault(draft.path(DICTIONARY), field.line, None, message, remedy)
    for index, item in enumerate(pack.cases.completeness):
        for key, text in (("applies", item.applies), ("complete", item.complete)):
            for message, remedy in condition_problems(text, pack, None, f"{key} of '{item.id}'"):
                yield draft.docs[CASES].fault(("completeness", index, key), message, remedy)


def _field(field: Field, pack: Pack) -> Iterator[Problem]:
    if field.branching_text:
        where = f"branching logic of '{field.name}'"
        yield from condition_problems(field.branching_text, pack, field.form, where)
    if field.calc_text:
        yield from _problems(field.calc_text, pack, field.form, f"calculation of '{field.name}'")
    elif field.type == "calc":
        yield f"'{field.name}' is a calc field without a calculation.", "Write it in the choices column."


def condition_problems(text: str, schema: Schema, form: str | None, where: str) -> Iterator[Problem]:
    """What is wrong with an expression that must answer yes or no. `form`: on whose entry it stands, None for a rule."""
    kinds: list[Kind] = []
    yield from _problems(text, schema, form, where, kinds)
    if kinds and kinds[0] is not Kind.BOOLEAN:
        yield f"{where} is a {kinds[0].value}, not a yes or no.", "Compare it with something, as in [x] = 'y'."


def _problems(text: str, schema: Schema, form: str | None, where: str, kinds: list[Kind] | None = None) -> Iterator[Problem]:
    """The expression's fault, if any, with the character at which it begins; else its kind is put into `kinds`."""
    try:
        kind = check_kind(parse(text), schema, form=form)
    except LogicError as error:
        yield f"{where}, {place_and_reason(error)}.", REMEDY
        return
    if kinds is not None:
        kinds.append(kind)
