"""Does an expression fit the dictionary? Asked once, when a pack is loaded: a fault stops there and not at a
patient's bedside.
"""

from functools import singledispatch

from selnet.logic.catalogue import CONDITIONS, FUNCTIONS, GATHERERS, Takes
from selnet.logic.checking import ANY_FORM, Check, join, require, scale, yes_or_no
from selnet.logic.comparing import check_comparison
from selnet.logic.errors import LogicTypeError
from selnet.logic.moments import UNITS, is_moment
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
from selnet.logic.schema import Kind, Schema

__all__ = ["ANY_FORM", "check"]


def check(node: Node, schema: Schema, *, form: str | None = ANY_FORM) -> Kind:
    """What kind of value the expression has. A fault raises ``LogicTypeError`` with the offset in the text.

    ``form`` says where the expression stands. A form's id: on an entry of that form, so its own fields mean this
    entry's. None: on no form (a guideline), so a field of a repeating form must say which entry. By default that is
    not looked at.
    """
    return kind_of(node, Check(schema, (form,))) or Kind.TEXT


@singledispatch
def kind_of(node: Node, given: Check) -> Kind | None:
    """None is the blank literal '', which fits anywhere."""
    raise TypeError(f"not a node: {type(node).__name__}")


@kind_of.register
def _(node: Literal, given: Check) -> Kind | None:
    if isinstance(node.value, bool):
        return Kind.BOOLEAN
    if isinstance(node.value, float):
        return Kind.NUMBER
    return Kind.TEXT if node.value else None


@kind_of.register
def _(node: Clock, given: Check) -> Kind:
    return Kind.DATE


@kind_of.register
def _(node: Smart, given: Check) -> Kind:
    return Kind.TEXT


@kind_of.register
def _(node: Field, given: Check) -> Kind:
    info = given.field(node)
    if node.code is None and info.kind is Kind.CHECKBOX:
        raise LogicTypeError(f"[{node.name}] is a checkbox: ask for one box, [{node.name}(code)]", node.at)
    return info.kind if node.code is None else Kind.BOOLEAN


@kind_of.register(And)
@kind_of.register(Or)
def _(node: And | Or, given: Check) -> Kind:
    for part in node.parts:
        _condition(part, given)
    return Kind.BOOLEAN


@kind_of.register
def _(node: Not, given: Check) -> Kind:
    _condition(node.of, given)
    return Kind.BOOLEAN


@kind_of.register
def _(node: Compare, given: Check) -> Kind:
    check_comparison(node, kind_of(node.left, given), kind_of(node.right, given), given)
    return Kind.BOOLEAN


@kind_of.register
def _(node: BlankTest, given: Check) -> Kind:
    kind_of(node.of, given)
    return Kind.BOOLEAN


@kind_of.register
def _(node: Arithmetic, given: Check) -> Kind:
    for side in (node.left, node.right):
        scale(side, kind_of(side, given), given, f"'{node.sign}'")
    return Kind.NUMBER


@kind_of.register
def _(node: Negate, given: Check) -> Kind:
    scale(node.of, kind_of(node.of, given), given, "'-'")
    return Kind.NUMBER


@kind_of.register
def _(node: Call, given: Check) -> Kind | None:
    signature, kinds = FUNCTIONS[node.name], list[Kind | None]()
    for index, arg in enumerate(node.args):
        kinds.append(_argument(node.name, arg, signature.taken(index), given))
    if signature.gives is not None:
        return signature.gives
    return join(kinds[1:] if node.name == "if" else kinds, node.at)


@kind_of.register
def _(node: Over, given: Check) -> Kind | None:
    inside = given.on_form(node.form, node.at)
    if node.where is not None:
        _condition(node.where, inside)
    if node.name in CONDITIONS:
        if node.of is not None:
            _condition(node.of, inside)
        return Kind.NUMBER if node.name == "count" else Kind.BOOLEAN
    if node.of is None:  # the parser does not build one; said for the reader of types
        return None
    if node.name not in GATHERERS:
        return kind_of(node.of, inside)
    taken = Takes.ORDERED if node.name in ("min", "max") else Takes.NUMBER
    kind = _argument(node.name, node.of, taken, inside)
    return kind if kind is Kind.DATE else Kind.NUMBER


def _condition(node: Node, given: Check) -> None:
    kind = kind_of(node, given)
    if isinstance(node, Literal) and not yes_or_no(node):
        raise LogicTypeError("a text or a number stands where a condition is wanted", node.at)
    require(kind is not Kind.DATE, "a date stands where a condition is wanted; compare it, or ask <> ''", node.at)


def _argument(function: str, node: Node, taken: Takes, given: Check) -> Kind | None:
    if taken is Takes.RAW and isinstance(node, Field) and node.code is None:
        return given.field(node).kind
    if taken is Takes.TRUTH:
        _condition(node, given)
        return Kind.BOOLEAN
    kind = kind_of(node, given)
    if taken is Takes.UNIT:
        known = not isinstance(node, Literal) or node.value in UNITS
        require(known, f"{function}() has no such unit; y, M, d, h, m (minutes) or s", node.at)
    elif taken is Takes.DATE:
        _dated(function, node, kind)
    elif taken is Takes.NUMBER or (taken is Takes.ORDERED and kind is not Kind.DATE):
        scale(node, kind, given, f"{function}()")
    return kind


def _dated(function: str, node: Node, kind: Kind | None) -> None:
    if isinstance(node, Literal):
        good = isinstance(node.value, str) and (node.value == "" or is_moment(node.value))
        require(good, f"{function}() wants a date here: write it as '2024-01-31', or 'today'", node.at)
    else:
        fits = kind in (Kind.DATE, Kind.TEXT, None) and not (isinstance(node, Field) and kind is Kind.TEXT)
        require(fits, f"{function}() wants a date here, this is {kind}", node.at)
