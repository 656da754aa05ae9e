"""Reading a tree for one patient. Total: on any parsed tree it answers, it never raises.

Blank.REDCAP follows REDCap's documented behaviour: a blank equals '' and nothing else, is less and greater than
nothing, makes ``+ - * /`` blank, is skipped by sum, mean, min, max; a condition is true or false. Blank.UNKNOWN is
Kleene's logic: a blank or a missing-data code is unknown, false wins in ``and``, true wins in ``or``, all else that
touches an unknown is unknown; only ``= ''`` and the missing-code functions ask about the blank itself and always know.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from selnet.logic.arithmetic import aggregate, calculate
from selnet.logic.facts import Blank, Facts, Missing, Result
from selnet.logic.functions import FUNCTIONS
from selnet.logic.nodes import (
    And,
    Arithmetic,
    BlankTest,
    Call,
    Clock,
    Compare,
    Field,
    Literal,
    Negate,
    Node,
    Not,
    Or,
    Over,
    Smart,
)
from selnet.logic.raw import RAW_FUNCTIONS
from selnet.logic.reading import Reading
from selnet.logic.sets import over
from selnet.logic.values import Value, before, number, same, truth


def evaluate(
    node: Node,
    facts: Facts,
    *,
    blank: Blank = Blank.REDCAP,
    today: date,
    here: tuple[str, int] | None = None,
) -> Result:
    """The value of an expression for one patient, and the facts it rested on.

    ``today`` may be a datetime, for "now". ``here`` is the entry (form, instance) on which a form's own logic stands.
    """
    reading = Reading(facts, blank, today, dict([here]) if here else {})
    value = value_of(node, reading)
    if isinstance(value, Missing):
        value = value.code
    if reading.unknown and value == "":
        value = None
    return Result(value, reading.used(), reading.missing())


def value_of(node: Node, reading: Reading) -> Value:
    return _READERS[type(node)](node, reading)


def truth_of(node: Node, reading: Reading) -> bool | None:
    return truth(value_of(node, reading), reading.unknown)


# --- leaves


def _literal(node: Literal, reading: Reading) -> Value:
    return node.value


def _field(node: Field, reading: Reading) -> Value:
    answer = reading.answer(node)
    if node.code is not None:
        return _box(node.code, answer, reading)
    if isinstance(answer, str):
        return answer
    if isinstance(answer, list):
        return ",".join(answer) or reading.blank
    return reading.blank if answer is None or reading.unknown else answer


def _box(code: str, answer: object, reading: Reading) -> Value:
    """One box of a checkbox: 1 or 0. Nothing ticked at all is not an answer, so in Blank.UNKNOWN it is unknown, not
    0.
    """
    if isinstance(answer, list) and (answer or not reading.unknown):
        return 1.0 if code in answer else 0.0
    if reading.unknown and not isinstance(answer, str):
        return None
    held = answer.code if isinstance(answer, Missing) else answer
    return 1.0 if held == code else 0.0


def _smart(node: Smart, reading: Reading) -> Value:
    answer = reading.facts.value(node.name)
    return answer if isinstance(answer, str) and answer else reading.blank


def _clock(node: Clock, reading: Reading) -> Value:
    return reading.today if node.word == "today" else reading.now


# --- conditions: what did not decide is taken out of the record again, so that the explanation holds only what did


def _and(node: And, reading: Reading) -> Value:
    return _until(False, node.parts, reading)


def _or(node: Or, reading: Reading) -> Value:
    return _until(True, node.parts, reading)


def _until(decisive: bool, parts: tuple[Node, ...], reading: Reading) -> bool | None:
    start, result = len(reading.reads), not decisive
    unknown = False
    for part in parts:
        here = len(reading.reads)
        found = truth_of(part, reading)
        if found is decisive:
            del reading.reads[start:here]
            return decisive
        unknown = unknown or found is None
    return None if unknown else result


def _not(node: Not, reading: Reading) -> Value:
    found = truth_of(node.of, reading)
    return None if found is None else not found


def _compare(node: Compare, reading: Reading) -> Value:
    left, right = value_of(node.left, reading), value_of(node.right, reading)
    if reading.unknown and (left in (None, "") or right in (None, "")):
        return None
    if node.sign in ("=", "<>"):
        return same(left, right) is (node.sign == "=")
    order = before(left, right)
    if order is None:
        return None if reading.unknown else False
    return order in _ORDERS[node.sign]


_ORDERS = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1)}


def _blank_test(node: BlankTest, reading: Reading) -> Value:
    return (value_of(node.of, reading) in (None, "")) is node.blank


# --- numbers and functions


def _arithmetic(node: Arithmetic, reading: Reading) -> Value:
    a, b = number(value_of(node.left, reading)), number(value_of(node.right, reading))
    found = None if a is None or b is None else calculate(node.sign, a, b)
    return reading.blank if found is None else found


def _negate(node: Negate, reading: Reading) -> Value:
    found = number(value_of(node.of, reading))
    return reading.blank if found is None else -found


def _call(node: Call, reading: Reading) -> Value:
    if node.name == "if":
        return _if(node, reading)
    if node.name in RAW_FUNCTIONS:
        return _raw(node, reading)
    values = [value_of(arg, reading) for arg in node.args]
    known = node.name in FUNCTIONS
    found = _apply(node.name, values, reading) if known else aggregate(node.name, values, reading.unknown)
    return reading.blank if found is None else found


def _apply(name: str, values: list[Value], reading: Reading) -> Value:
    if reading.unknown and None in values:
        return None
    return FUNCTIONS[name](*("" if isinstance(value, Missing) else value for value in values))


def _if(node: Call, reading: Reading) -> Value:
    condition = truth_of(node.args[0], reading)
    return None if condition is None else value_of(node.args[1 if condition else 2], reading)


def _raw(node: Call, reading: Reading) -> Value:
    """The functions that ask about the missing-data code itself: they read what is stored."""
    subject = node.args[0]
    answer = reading.answer(subject) if isinstance(subject, Field) else value_of(subject, reading)
    codes = value_of(node.args[1], reading) if len(node.args) > 1 else ""
    return RAW_FUNCTIONS[node.name](answer, codes)


def _over(node: Over, reading: Reading) -> Value:
    found = over(node, reading, value_of)
    return reading.blank if found is None else found


_READERS: dict[type[Any], Callable[[Any, Reading], Value]] = {
    Literal: _literal,
    Field: _field,
    Smart: _smart,
    Clock: _clock,
    And: _and,
    Or: _or,
    Not: _not,
    Compare: _compare,
    BlankTest: _blank_test,
    Arithmetic: _arithmetic,
    Negate: _negate,
    Call: _call,
    Over: _over,
}
