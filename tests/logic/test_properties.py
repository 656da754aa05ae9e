"""Properties: any text is parsed or refused; any parsed tree is answered, whatever the facts."""

from collections.abc import Callable
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selnet.logic.api import Blank, DictFacts, DictSchema, FieldInfo, Kind, LogicError, Missing, check, evaluate, parse, to_json
from selnet.logic.catalogue import FUNCTIONS, SET_FUNCTIONS

FIELDS = ("a", "b", "c", "d")
WORDS = [
    *(
        "[a]",
        "[b]",
        "[c(1)]",
        "[d]",
        "[a][2]",
        "[s][b]",
        "[b][last-instance]",
        "[record-name]",
        "'x'",
        "''",
        "'2024-02-29'",
        "'today'",
    ),
    *(
        "1",
        "0",
        "2.5",
        ".5",
        "1000000000",
        "=",
        "<>",
        "<",
        ">=",
        "+",
        "-",
        "*",
        "/",
        "^",
        "and",
        "or",
        "not",
        "!",
        "(",
        ")",
        ",",
        ":",
    ),
    *(f"{name}(" for name in (*FUNCTIONS, *SET_FUNCTIONS)),
    *("s", "true", "#", "\n", "$", "[", "'", "\0", "é", "🦴"),
]

numbers = st.sampled_from(["0", "1", "-3", "2.5", "1e5", "9" * 400, "1" + "0" * 30, "-0", "٣", "5\n"])
dates = st.sampled_from(["2024-02-29", "2023-02-29", "0000-01-01", "2024-01-31 10:15", "25:00", "08:30", "9999-12-31"])
answers = st.one_of(
    st.none(), numbers, dates, st.text(max_size=5), st.lists(st.sampled_from(["1", "2"]), max_size=2), st.just(Missing("NI"))
)
entries = st.lists(st.dictionaries(st.sampled_from(FIELDS), answers), max_size=3)
facts = st.builds(lambda visit, s: DictFacts({"visit": visit, "s": s}), entries, entries)

leaves = st.sampled_from(
    ["[a]", "[b]", "[c(1)]", "[d]", "'2024-02-29'", "'today'", "'now'", "''", "'many'", "0", "2.5", "(9)^(99)", "true"]
)


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = st.sampled_from(["=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "^", "and", "or"])
    calls = [_call(name, inner) for name in FUNCTIONS]
    sets = [_over(name, inner) for name in SET_FUNCTIONS]
    pairs = st.builds(lambda a, sign, b: f"({a}) {sign} ({b})", inner, signs, inner)
    return st.one_of(pairs, st.builds(lambda a: f"not ({a})", inner), st.builds(lambda a: f"-({a})", inner), *calls, *sets)


def _call(name: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signature = FUNCTIONS[name]
    given_ = st.lists(inner, min_size=signature.least, max_size=signature.most or 4)
    return given_.map(lambda args: f"{name}({', '.join(args)})")


def _over(name: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    if name in ("exists", "all", "count"):
        return inner.map(lambda of: f"{name}(s: {of})")
    return st.builds(lambda of, where: f"{name}(s: {of}, {where})", inner, inner)


expressions = st.recursive(leaves, _grown, max_leaves=8)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    fault = _fault(lambda: to_json(parse(text)))
    assert fault is None or (fault.message and 0 <= fault.position <= len(text))


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(expressions, facts, st.sampled_from(list(Blank)))
def test_any_tree_is_answered(text: str, patient: DictFacts, blank: Blank) -> None:
    result = evaluate(parse(text), patient, blank=blank, today=date(2026, 3, 15), here=("s", 1))
    if blank is Blank.REDCAP:
        assert result.value is not None
    assert result.value != float("inf")
    assert result.value == result.value  # not NaN


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(expressions)
def test_any_tree_fits_the_dictionary_or_is_refused(text: str) -> None:
    schema = DictSchema([FieldInfo(name, "s", kind, frozenset({"1"}), True) for name, kind in zip(FIELDS, Kind, strict=False)])
    fault = _fault(lambda: check(parse(text), schema))
    assert fault is None or (fault.message and 0 <= fault.position <= len(text))


def _fault(attempt: Callable[[], object]) -> LogicError | None:
    """Anything but a LogicError goes on and fails the test."""
    try:
        attempt()
    except LogicError as error:
        return error
    return None


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(["a", "b", "d"]), st.sampled_from(["1", "2"])), st.data())
def test_more_knowledge_never_turns_a_known_answer(known: dict[str, str], data: st.DataObject) -> None:
    """Kleene's logic is monotone: what is known while something is blank stays so when the blank is filled."""
    text = data.draw(st.recursive(st.sampled_from(["[a] = '1'", "[b] <> '2'", "[d] = '2'"]), _conditions, max_leaves=6))
    filled = {name: data.draw(st.sampled_from(["1", "2"])) for name in ("a", "b", "d")} | known
    before, after = (
        evaluate(parse(text), DictFacts({"visit": [given_]}), blank=Blank.UNKNOWN, today=date(2026, 3, 15)).value
        for given_ in (known, filled)
    )
    assert before is None or after is before
    assert after is not None


def _conditions(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.builds(lambda a, sign, b: f"({a} {sign} {b})", inner, st.sampled_from(["and", "or"]), inner)
    return st.one_of(pairs, inner.map(lambda a: f"not ({a})"))
