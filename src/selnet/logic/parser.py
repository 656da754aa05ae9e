"""From text to tree. One text, one tree: parsed trees are cached and shared."""

from functools import cache, lru_cache
from pathlib import Path
from typing import cast

from lark import Lark
from lark.exceptions import UnexpectedInput

from selnet.logic.building import Builder
from selnet.logic.errors import LogicSyntaxError, Refused
from selnet.logic.nodes import Node, walk
from selnet.logic.refusals import reason_for

LONGEST = 20_000  # characters; the longest expression in public REDCap dictionaries has about 2,500
DEEPEST = 120  # levels; REDCap itself gives up at about 80 nested if()


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """Read an expression. A text that is not in the language raises ``LogicSyntaxError`` with its place and the
    reason.
    """
    try:
        return _parse(text)
    except Refused as refused:
        raise LogicSyntaxError(refused.reason, refused.at, text) from None


def _parse(text: str) -> Node:
    if not text.strip():
        raise Refused("the expression is empty", 0)
    if len(text) > LONGEST:
        raise Refused(f"longer than {LONGEST} characters: split it into calculated fields", LONGEST)
    try:
        node = cast("Node", _lark().parse(text))
    except UnexpectedInput as error:
        reason, at = reason_for(error, text)
        raise Refused(reason, at) from None
    for each, depth in walk(node):
        if depth > DEEPEST:
            raise Refused(f"nested more than {DEEPEST} levels deep", each.at)
    return node


@cache
def _lark() -> Lark:
    grammar = (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", transformer=Builder(), maybe_placeholders=True)
