"""Which comparisons make sense. A comparison that could never be true is almost always a slip of the pen."""

from selnet.logic.checking import Check, code_fits, require, yes_or_no
from selnet.logic.moments import is_moment
from selnet.logic.nodes import Compare, Field, Literal, Node
from selnet.logic.schema import Kind
from selnet.logic.values import number, text


def check_comparison(node: Compare, left: Kind | None, right: Kind | None, given: Check) -> None:
    for side, kind, other, other_kind in ((node.left, left, node.right, right), (node.right, right, node.left, left)):
        if node.sign not in ("=", "<>"):
            _ordered(node, side, kind, given)
        if isinstance(other, Literal):
            _with_literal(side, kind, other, given)
        if kind is Kind.DATE and not isinstance(other, Literal):
            fits = other_kind in (Kind.DATE, Kind.TEXT, None)
            require(fits, f"a date is compared with {other_kind}", node.at)


def _with_literal(side: Node, kind: Kind | None, literal: Literal, given: Check) -> None:
    written, at = text(literal.value), literal.at
    if literal.value == "":
        return
    if kind is Kind.DATE:
        require(is_moment(literal.value), f"compared with a date: write '2024-01-31', not {written!r}", at)
    elif kind is Kind.NUMBER:
        require(number(literal.value) is not None, f"compared with a number: {written!r} is none", at)
    elif kind is Kind.BOOLEAN:
        require(yes_or_no(literal), f"compared with yes/no: that is '1' or '0', not {written!r}", at)
    elif kind is Kind.CHOICE and isinstance(side, Field):
        code_fits(written, given.field(side), at)


def _ordered(node: Compare, side: Node, kind: Kind | None, given: Check) -> None:
    if kind is Kind.CHOICE and isinstance(side, Field):
        words = sorted(code for code in given.field(side).choices if number(code) is None)
        require(not words, f"[{side.name}] has codes that are words; they have no order", node.at)
