"""The tree as JSON, for the browser: ``frontend/logic.js`` walks it. One object a node, ``op`` names it."""

from functools import singledispatch
from typing import Any

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

Tree = dict[str, Any]  # JSON


@singledispatch
def to_json(node: Node) -> Tree:
    """Positions and the modifier are left out: the browser only computes."""
    raise TypeError(f"not a node: {type(node).__name__}")


@to_json.register
def _(node: Literal) -> Tree:
    return {"op": "literal", "value": node.value}


@to_json.register
def _(node: Field) -> Tree:
    given = {"code": node.code, "instance": node.instance}
    return {"op": "field", "name": node.name} | {key: value for key, value in given.items() if value is not None}


@to_json.register
def _(node: Smart) -> Tree:
    return {"op": "smart", "name": node.name}


@to_json.register
def _(node: Clock) -> Tree:
    return {"op": "clock", "word": node.word}


@to_json.register
def _(node: And) -> Tree:
    return {"op": "and", "parts": [to_json(part) for part in node.parts]}


@to_json.register
def _(node: Or) -> Tree:
    return {"op": "or", "parts": [to_json(part) for part in node.parts]}


@to_json.register
def _(node: Not) -> Tree:
    return {"op": "not", "of": to_json(node.of)}


@to_json.register
def _(node: Compare) -> Tree:
    return {"op": "compare", "sign": node.sign, "left": to_json(node.left), "right": to_json(node.right)}


@to_json.register
def _(node: BlankTest) -> Tree:
    return {"op": "blank", "of": to_json(node.of), "blank": node.blank}


@to_json.register
def _(node: Arithmetic) -> Tree:
    return {"op": "arithmetic", "sign": node.sign, "left": to_json(node.left), "right": to_json(node.right)}


@to_json.register
def _(node: Negate) -> Tree:
    return {"op": "negate", "of": to_json(node.of)}


@to_json.register
def _(node: Call) -> Tree:
    return {"op": "call", "name": node.name, "args": [to_json(arg) for arg in node.args]}


@to_json.register
def _(node: Over) -> Tree:
    parts = {"of": node.of, "where": node.where}
    given = {key: to_json(part) for key, part in parts.items() if part is not None}
    return {"op": "over", "name": node.name, "form": node.form} | given
