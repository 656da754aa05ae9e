"""What the pack computes, when something is not known: a reason for a missing answer is no answer."""

from datetime import date
from pathlib import Path

import pytest

from selnet.logic.api import Blank, DictFacts, Missing, evaluate, fields_of
from selnet.packs.api import Field, load

PACK = load(Path(__file__).resolve().parents[2] / "packs/sarcoma")
CALCULATED = [field for field in PACK.fields.values() if field.calc is not None]
TODAY = date(2026, 11, 24)


def _typical(name: str) -> str:
    """An answer that the question could have, the least alarming choice first."""
    field = PACK.fields[name]
    if field.choice_list:
        return field.choice_list[0].code
    if field.validation.startswith("date"):
        return "2024-05-03"
    return "40"


def _value(field: Field, **instead: object) -> object:
    assert field.calc is not None
    answers = {name: _typical(name) for name in fields_of(field.calc)} | instead
    facts = DictFacts({field.form: [{name: answer for name, answer in answers.items() if answer is not None}]})
    return evaluate(field.calc, facts, blank=Blank.REDCAP, today=TODAY).value


def _cases() -> list[tuple[Field, str, str]]:
    return [
        (field, name, missing.code)
        for field in CALCULATED
        if field.calc is not None
        for name in sorted(fields_of(field.calc))
        for missing in PACK.missing_codes
    ]


@pytest.mark.parametrize(("field", "name", "code"), _cases(), ids=lambda value: getattr(value, "name", value))
def test_a_reason_for_a_missing_answer_computes_like_a_blank(field: Field, name: str, code: str) -> None:
    """“Not done” once gave the worst mitosis score and the best response to chemotherapy."""
    assert _value(field) not in ("", None)
    assert _value(field, **{name: Missing(code)}) == _value(field, **{name: None})


@pytest.mark.parametrize(
    ("diff", "mitoses", "necrosis", "expected"),
    [("d1", "m1", "none", 2), ("d2", "m2", "under_50", 5), ("d3", "m3", "from_50", 8), ("d3", "m1", None, "")],
)
def test_the_sum_of_fnclcc(diff: str, mitoses: str, necrosis: str | None, expected: object) -> None:
    field = PACK.fields["fnclcc_sum"]
    assert _value(field, fnclcc_diff=diff, fnclcc_mitoses=mitoses, fnclcc_necrosis=necrosis) == expected
