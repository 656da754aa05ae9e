"""One cell to one answer: numbers, dates, conditions, bands."""

import pytest

from selnet.interop.tables.cells import CellFault, Row, iso, number
from selnet.interop.tables.conditions import holding
from selnet.interop.tables.dates import anchor_of
from selnet.interop.tables.rules import Answering
from selnet.interop.tables.schema import Anchor, Block, Condition
from selnet.record.api import pack_of


def _row(reasons: dict[str, str] | None = None, **cells: str) -> Row:
    return Row(2, "k", cells, reasons or {})


def _answer(form: str, field: str, rules: object, row: Row, anchor: Anchor | None = None, decimal: str = ".") -> object:
    block = Block.model_validate({"form": form, "fields": {field: rules}})
    found = Answering(row, anchor_of(anchor, row, decimal), decimal).answer(pack_of("sarcoma").fields[field], block.fields[field])
    return found and found.answer


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [("60.0", ".", 60), ("-3", ".", -3), ("1 200", ".", 1200), ("6,5", ",", 6.5), ("+.5", ".", None), ("1,234", ".", None),
     ("1.234,5", ",", None), ("", ".", None), ("1e5", ".", None), ("nan", ".", None), ("9" * 40, ".", None), ("٣", ".", 3)],
)  # fmt: skip
def test_numbers_are_never_guessed(text: str, decimal: str, value: float | None) -> None:
    if value is None:
        with pytest.raises(CellFault):
            number("x", text, decimal)
    else:
        assert number("x", text, decimal) == value


@pytest.mark.parametrize(
    ("text", "format", "date"),
    [("3/4/2020", "d/m/y", "2020-04-03"), ("3/4/2020", "m/d/y", "2020-03-04"), ("2020-4-3", "y-m-d", "2020-04-03"),
     ("04/2020", "d/m/y", "2020-04"), ("04/2020", "m/d/y", "2020-04"), ("2020", "d/m/y", "2020"), ("2020-04", "y-m-d", "2020-04"),
     ("13/13/2020", "d/m/y", None), ("30.02.2020", "d/m/y", None), ("3/4/20", "d/m/y", None), ("2020-04-03", "d/m/y", None)],
)  # fmt: skip
def test_dates_are_read_as_the_mapping_says(text: str, format: str, date: str | None) -> None:
    if date is None:
        with pytest.raises(CellFault):
            iso("x", text, format)
    else:
        assert iso("x", text, format) == date


def test_the_first_rule_that_answers_counts() -> None:
    rules = [{"column": "a", "values": {"yes": "1"}}, {"column": "b", "values": {"no": "0"}}]
    assert _answer("diagnosis", "multifocal", rules, _row(a="perhaps", b="No")) == "0"
    assert _answer("diagnosis", "multifocal", rules, _row(a=" YES ", b="no")) == "1"
    assert _answer("diagnosis", "multifocal", rules, _row(a="perhaps")) is None
    assert _answer("diagnosis", "multifocal", rules, _row({"a": "UNK"}, a="?", b="no")) == "0", "an answer beats a reason"
    assert _answer("diagnosis", "multifocal", rules, _row({"a": "UNK"}, a="?")) == {"missing": "UNK"}


def test_numbers_are_scaled_split_and_banded() -> None:
    size = {"column": "cm", "scale": 10, "split": "|", "take": "largest"}
    assert _answer("presentation", "size_mm", size, _row(cm="1.4|33|5.0")) == "330"
    assert _answer("presentation", "size_mm", {"column": "cm", "scale": 10, "round": 0}, _row(cm="1.26")) == "13"
    bands = {"column": "p", "bands": [{"below": 50, "value": "under_50"}, {"at_least": 50, "value": "from_50"}]}
    assert _answer("pathology", "fnclcc_necrosis", bands, _row(p="49.9")) == "under_50"
    assert _answer("pathology", "fnclcc_necrosis", bands, _row(p="50")) == "from_50"
    with pytest.raises(CellFault):
        _answer("pathology", "fnclcc_necrosis", bands, _row(p="half"))


def test_checkboxes_take_several_codes_and_texts_take_words() -> None:
    sites = {"column": "s", "values": {"Lung & liver": ["lung", "liver"]}}
    assert _answer("recurrence", "recurrence_sites", sites, _row(s="lung &  LIVER")) == ["lung", "liver"]
    text = [{"text": "{a} ({b})"}, {"text": "only {a}"}]
    assert _answer("presentation", "site_detail", text, _row(a="thigh", b="left")) == "thigh (left)"
    assert _answer("presentation", "site_detail", text, _row(a="thigh")) == "only thigh"


def test_days_are_counted_from_the_anchor() -> None:
    rule = {"days_after": "d"}
    day = Anchor(year=("y",), day="07-01")
    assert _answer("surgery", "surgery_date", rule, _row(y="2011.0", d="31"), day) == "2011-08-01"
    assert _answer("surgery", "surgery_date", rule, _row(y="2012", d="-1"), day) == "2012-06-30"
    assert _answer("surgery", "surgery_date", rule, _row(d="31"), day) is None
    bare = Anchor(year=("y",))
    assert _answer("surgery", "surgery_date", {"days_after": 0}, _row(y="2011"), bare) == "2011"
    assert _answer("surgery", "surgery_date", rule, _row(y="2011", d="31"), bare) is None, "a year later is not known"
    dated = Anchor(date="t", format="d/m/y")
    assert _answer("surgery", "surgery_date", rule, _row(t="30/12/2019", d="2"), dated) == "2020-01-01"
    assert _answer("demographics", "birth_year", {"days_after": "d", "part": "year"}, _row(y="2011", d="-23756"), day) == "1946"


@pytest.mark.parametrize(
    ("condition", "holds"),
    [({"column": "a", "in": ["X", "y"]}, True), ({"column": "a", "in": "z"}, False), ({"column": "a", "not_in": "z"}, True),
     ({"column": "none", "not_in": "z"}, True), ({"column": "none", "in": "z"}, False), ({"column": "a", "starts": "X"}, True),
     ({"column": "n", "at_least": 2}, True), ({"column": "n", "at_least": 2.1}, False), ({"column": "n", "below": 2}, False),
     ({"column": "a", "below": 2}, False), ({"column": "none", "below": 2}, False), ({"column": "a", "answered": True}, True),
     ({"column": "none", "answered": False}, True), ({"column": "why", "answered": True}, False),
     ({"any": [{"column": "a", "in": "z"}, {"column": "n", "below": 3}]}, True), ({"any": [{"column": "a", "in": "z"}]}, False)],
)  # fmt: skip
def test_conditions(condition: dict[str, object], holds: bool) -> None:
    row = _row({"why": "UNK"}, a="x", n="2.0", why="?")
    assert (holding([Condition.model_validate(condition)], row, ".") is not None) is holds
