"""An expression that does not fit the dictionary is refused at its place, with a remedy."""

import pytest

from selnet.logic.api import ANY_FORM, DictSchema, FieldInfo, Kind, LogicTypeError, check, parse

SCHEMA = DictSchema(
    [
        FieldInfo("size_mm", "presentation", Kind.NUMBER),
        FieldInfo("depth", "presentation", Kind.CHOICE, frozenset({"superficial", "deep"})),
        FieldInfo("ecog", "presentation", Kind.CHOICE, frozenset({"0", "1", "2", "3", "4"})),
        FieldInfo("symptoms", "presentation", Kind.CHECKBOX, frozenset({"pain", "mass"})),
        FieldInfo("growing", "presentation", Kind.BOOLEAN),
        FieldInfo("presentation_date", "presentation", Kind.DATE),
        FieldInfo("histology", "presentation", Kind.TEXT),
        FieldInfo("margin", "surgery", Kind.CHOICE, frozenset({"r0", "r1", "r2"}), repeating=True),
        FieldInfo("margin_mm", "surgery", Kind.NUMBER, repeating=True),
        FieldInfo("surgery_date", "surgery", Kind.DATE, repeating=True),
    ]
)

GOOD = [
    ("[size_mm] > 50 and [depth] = 'deep'", Kind.BOOLEAN),
    ("[size_mm] / 10", Kind.NUMBER),
    ("[ecog] >= 2", Kind.BOOLEAN),
    ("[ecog] = 2 or [ecog] = '02'", Kind.BOOLEAN),
    ("[symptoms(pain)] = '1'", Kind.BOOLEAN),
    ("isblankormissingcode([symptoms])", Kind.BOOLEAN),
    ("[growing] = '1'", Kind.BOOLEAN),
    ("[presentation_date] <= 'today'", Kind.BOOLEAN),
    ("[presentation_date] > '2024-01-31'", Kind.BOOLEAN),
    ("[depth] = ''", Kind.BOOLEAN),
    ("[histology]", Kind.TEXT),
    ("if([size_mm] > 50, 1, '')", Kind.NUMBER),
    ("if([size_mm] > 50, [size_mm], [growing])", Kind.NUMBER),
    ("if([size_mm] > 50, [presentation_date], '')", Kind.DATE),
    ("exists(surgery: [margin] = 'r1')", Kind.BOOLEAN),
    ("count(surgery)", Kind.NUMBER),
    ("last(surgery: [surgery_date], [margin] <> '')", Kind.DATE),
    ("min(surgery: [surgery_date])", Kind.DATE),
    ("max(surgery: [margin_mm])", Kind.NUMBER),
    ("days([presentation_date], first(surgery: [surgery_date]))", Kind.NUMBER),
    ("max([presentation_date], 'today')", Kind.DATE),
    ("[surgery][margin][2] = 'r0'", Kind.BOOLEAN),
    ("[record-name]", Kind.TEXT),
    ("''", Kind.TEXT),
]

BAD = [
    ("[size_m] > 50", 0, "there is no field [size_m]; did you mean size_mm?"),
    ("[size_mm] > 50 and [xyzzy] = 1", 19, "there is no field [xyzzy]"),
    ("[depth] = 'deap'", 10, "did you mean deep?"),
    ("[depth] = 'R9'", 10, "it has deep, superficial"),
    ("[ecog] = 7", 9, "no choice '7'"),
    ("'shallow' <> [depth]", 0, "no choice 'shallow'"),
    ("[depth] > 1", 8, "they have no order"),
    ("[symptoms] = 'pain'", 0, "[symptoms(code)]"),
    ("[symptoms(fever)] = 1", 0, "no choice 'fever'"),
    ("[symptoms(pain)] = 'pain'", 19, "compared with yes/no"),
    ("[depth(deep)] = 1", 0, "is no checkbox"),
    ("[growing] = 'yes'", 12, "compared with yes/no"),
    ("[size_mm] = 'large'", 12, "'large' is none"),
    ("[size_mm] + [presentation_date]", 12, "days(a, b)"),
    ("[size_mm] + 'big'", 12, "wants a number"),
    ("[depth] * 2", 0, "codes that are words"),
    ("[presentation_date] > 2024", 22, "write '2024-01-31'"),
    ("[presentation_date] > '31-01-2024'", 22, "write '2024-01-31'"),
    ("[presentation_date] > [size_mm]", 20, "a date is compared with number"),
    ("datediff([size_mm], 'today', 'd')", 9, "wants a date"),
    ("datediff('01/31/2024', 'today', 'd')", 9, "'2024-01-31'"),
    ("datediff([presentation_date], 'today', 'w')", 39, "no such unit"),
    ("round([presentation_date])", 6, "wants a number"),
    ("[presentation_date] and [growing]", 0, "where a condition is wanted"),
    ("'text' or [growing]", 0, "where a condition is wanted"),
    ("[depth:label] = 'Deep'", 0, "a rule compares codes"),
    ("[size_mm][2] > 1", 0, "has one entry"),
    ("[surgery][size_mm] > 1", 0, "is on the form presentation, not on surgery"),
    ("exists(surgry: [margin] = 'r1')", 0, "did you mean surgery?"),
    ("exists(surgery: [margin] = 'r7')", 27, "no choice 'r7'"),
    ("sum(surgery: [surgery_date])", 13, "wants a number"),
    ("if([growing] = '1', [presentation_date], 5)", 0, "cannot be mixed"),
]


@pytest.mark.parametrize(("text", "kind"), GOOD, ids=[text for text, _ in GOOD])
def test_kind(text: str, kind: Kind) -> None:
    assert check(parse(text), SCHEMA) is kind


@pytest.mark.parametrize(("text", "position", "words"), BAD, ids=[text for text, _, _ in BAD])
def test_fault_has_place_and_remedy(text: str, position: int, words: str) -> None:
    with pytest.raises(LogicTypeError) as caught:
        check(parse(text), SCHEMA)
    assert words in caught.value.message
    assert caught.value.position == position


def test_a_field_of_a_repeating_form_needs_its_entry_outside_that_form() -> None:
    node = parse("[margin] = 'r1'")
    assert check(node, SCHEMA, form="surgery") is Kind.BOOLEAN
    assert check(node, SCHEMA, form=ANY_FORM) is Kind.BOOLEAN
    for place in (None, "presentation"):
        with pytest.raises(LogicTypeError, match=r"say which \[margin\] is meant"):
            check(node, SCHEMA, form=place)
    assert check(parse("last(surgery: [margin]) = 'r1'"), SCHEMA, form=None) is Kind.BOOLEAN
    assert check(parse("[margin][last-instance] = 'r1'"), SCHEMA, form=None) is Kind.BOOLEAN
