"""What the parser refuses, where, and in which words; and what it makes of what it accepts."""

import pytest

from selnet.logic.api import LogicSyntaxError, fields_of, forms_of, parse, place, to_json

REFUSED = [
    ("", 0, "empty"),
    ("  \n ", 0, "empty"),
    ("[a] = enrolled", 6, "'enrolled' stands without quotes"),
    ("[a] = 1 and", 11, "ends too early: expected a value"),
    ("([a] = 1", 8, "expected a closing bracket"),
    ("[a] = 1)", 7, "found ')'"),
    ("[a", 0, "not closed"),
    ("[a] = 'x", 6, "a text in quotes is not closed"),
    ("[a] = “x”", 6, "typographic"),
    ("{a} = 1", 0, "curly brackets"),
    ("$('#x').prop('y')", 0, "scripts"),
    ("[a b] = 1", 0, "[a b] is not a field's name"),
    ("[a][b][c] = 1", 0, "at most"),
    ("1 < [a] < 3", 8, "found '<'"),
    ("[a] === 1", 6, "found '='"),
    ("rnd([a])", 0, "did you mean round()?"),
    ("[x] = 1 or datedif([a], [b], 'd') > 1", 11, "did you mean datediff()?"),
    ("round()", 0, "round() takes 1 to 2 arguments, not 0"),
    ("if([a] = 1, 2)", 0, "if() takes 3 arguments, not 2"),
    ("sqrt(1, 2)", 0, "sqrt() takes 1 argument, not 2"),
    ("sum()", 0, "at least 1"),
    ("abs(surgery)", 4, "'surgery' stands without quotes"),
    ("abs(surgery: [x])", 4, "'surgery' stands without quotes"),
    ("first(surgery)", 0, "first() needs what to look at"),
    ("exists([a] = 1)", 0, "exists() needs a form"),
    ("exists(surgery: [a] = 1, [b] = 2)", 29, "takes one condition"),
    ("1 +\n  * 2", 6, "expected a value"),
]


@pytest.mark.parametrize(("text", "position", "words"), REFUSED, ids=[text for text, _, _ in REFUSED])
def test_refusal_says_where_and_why(text: str, position: int, words: str) -> None:
    with pytest.raises(LogicSyntaxError) as caught:
        parse(text)
    assert words in caught.value.reason
    assert caught.value.position == position
    assert caught.value.message == f"{place(text, position)}: {caught.value.reason}"


def test_place_counts_as_an_editor_does() -> None:
    assert place("[a] = 1\nor  [b", 12) == "line 2, column 5"


def test_a_hostile_text_cannot_exhaust_the_stack() -> None:
    assert parse("(" * 5_000 + "1" + ")" * 5_000) == parse("1")
    for text in ("not " * 4_000 + "1", "-" * 15_000 + "[a]", "1" + "+1" * 8_000, "sqrt(" * 500 + "1" + ")" * 500):
        with pytest.raises(LogicSyntaxError, match="nested more than"):
            parse(text)
    with pytest.raises(LogicSyntaxError, match="longer than"):
        parse("1" * 30_000)


def test_a_long_chain_of_or_is_not_deep() -> None:
    assert len(fields_of(parse(" or ".join(f"[f{n}] = '1'" for n in range(1_000))))) == 1_000


def test_the_same_text_is_the_same_tree() -> None:
    assert parse("[a] = 1") is parse("[a] = 1")
    assert parse("[a]  =  1") == parse("[a] = 1")


def test_what_an_expression_depends_on() -> None:
    node = parse("exists(surgery: [margin] = 'r1' and days([a], [surgery_date]) > 1) or [cond(3)] = 1")
    assert fields_of(node) == {"margin", "a", "surgery_date", "cond"}
    assert forms_of(node) == {"surgery"}


def test_the_tree_for_the_browser() -> None:
    assert to_json(parse("[site(2)] = '1' and first(surgery: [margin], [n][2] > 1) <> ''")) == {
        "op": "and",
        "parts": [
            {
                "op": "compare",
                "sign": "=",
                "left": {"op": "field", "name": "site", "code": "2"},
                "right": {"op": "literal", "value": "1"},
            },
            {
                "op": "blank",
                "blank": False,
                "of": {
                    "op": "over",
                    "name": "first",
                    "form": "surgery",
                    "of": {"op": "field", "name": "margin"},
                    "where": {
                        "op": "compare",
                        "sign": ">",
                        "left": {"op": "field", "name": "n", "instance": 2},
                        "right": {"op": "literal", "value": 1.0},
                    },
                },
            },
        ],
    }
