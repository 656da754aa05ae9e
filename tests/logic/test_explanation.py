"""An answer says which facts it rested on and what it lacked."""

from datetime import date

from selnet.logic.api import Blank, DictFacts, FactRef, Result, evaluate, parse

TODAY = date(2026, 3, 15)
FACTS = DictFacts(
    {
        "presentation": [{"size_mm": "70", "depth": "deep", "symptoms": ["pain"], "grade": {"missing": "NI"}}],
        "surgery": [{"margin": "r0"}, {"margin": "r1"}, {"margin": None}],
    },
    belongs={"age": "demographics"},
)


def ask(text: str) -> Result:
    return evaluate(parse(text), FACTS, blank=Blank.UNKNOWN, today=TODAY)


def test_facts_are_named_with_form_entry_and_value() -> None:
    assert ask("[size_mm] > 50 and [depth] = 'deep'").used == (
        FactRef("presentation", "size_mm", 1, "70"),
        FactRef("presentation", "depth", 1, "deep"),
    )


def test_only_the_deciding_entry_is_named() -> None:
    result = ask("exists(surgery: [margin] = 'r1')")
    assert result == Result(True, (FactRef("surgery", "margin", 2, "r1"),), ())


def test_a_fact_read_twice_is_named_once() -> None:
    assert ask("[size_mm] > 50 and [size_mm] < 100").used == (FactRef("presentation", "size_mm", 1, "70"),)


def test_a_missing_data_code_is_both_seen_and_missing() -> None:
    assert ask("[grade] = '3'") == Result(None, (FactRef("presentation", "grade", 1, "NI"),), ("grade",))


def test_a_checkbox_shows_what_was_ticked() -> None:
    assert ask("[symptoms(pain)] = '1'").used == (FactRef("presentation", "symptoms", 1, ("pain",)),)


def test_what_nobody_answered_is_missing_in_order_of_reading() -> None:
    assert ask("[age] > 18 or [weight] > 100").missing == ("age", "weight")


def test_a_blank_that_did_not_matter_is_not_reported() -> None:
    assert ask("[age] > 18 and [size_mm] < 10").missing == ()
