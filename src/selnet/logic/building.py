"""Lark's callbacks: they turn each rule of grammar.lark into a node while the text is being read."""

from collections.abc import Sequence
from difflib import get_close_matches

from lark import Token, Transformer, v_args

from selnet.logic.catalogue import ALIASES, CONDITIONS, FUNCTIONS, SET_FUNCTIONS, Signature, Takes
from selnet.logic.errors import Refused
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
from selnet.logic.references import reference

_SIGNS = {"==": "=", "!=": "<>"}
_BLANK = Literal("")
_WITH_CLOCK = {Takes.DATE, Takes.ORDERED}


@v_args(inline=True)
class Builder(Transformer[Token, Node]):
    def either(self, *parts: Node) -> Node:
        return Or(parts, parts[0].at)

    def both(self, *parts: Node) -> Node:
        return And(parts, parts[0].at)

    def negated(self, sign: Token, of: Node) -> Node:
        return Not(of, _at(sign))

    def compared(self, left: Node, token: Token, right: Node) -> Node:
        sign = _SIGNS.get(str(token), str(token))
        if sign in ("=", "<>") and _BLANK in (left, right):
            return BlankTest(left if right == _BLANK else right, sign == "=", _at(token))
        return Compare(sign, _clock(left), _clock(right), _at(token))

    def calculated(self, left: Node, sign: Token, right: Node) -> Node:
        return Arithmetic(str(sign), left, right, _at(sign))

    def with_sign(self, sign: Token, of: Node) -> Node:
        if isinstance(of, Literal) and isinstance(of.value, float):
            return Literal(-of.value if sign == "-" else of.value, _at(sign))
        return Negate(of, _at(sign)) if sign == "-" else of

    def number(self, token: Token) -> Node:
        return Literal(float(token), _at(token))

    def text(self, token: Token) -> Node:
        return Literal(str(token)[1:-1], _at(token))

    def truth(self, token: Token) -> Node:
        return Literal(token.lower() == "true", _at(token))

    def reference(self, *brackets: Token) -> Field | Smart:
        return reference([str(each)[1:-1] for each in brackets], _at(brackets[0]))

    def call(self, token: Token, *given: Node | None) -> Node:
        name = _function(token)
        args = [arg for arg in given if arg is not None]
        signature = FUNCTIONS.get(name)
        if signature is None:
            raise Refused(f"{name}() needs a form: {name}(form: …)", _at(token))
        _count(name, signature, args, _at(token))
        dated = [_clock(arg) if signature.taken(i) in _WITH_CLOCK else arg for i, arg in enumerate(args)]
        return Call(name, tuple(dated), _at(token))

    def over(self, token: Token, form: Token, of: Node | None, where: Node | None) -> Node:
        name = _function(token)
        if name not in SET_FUNCTIONS:
            raise Refused(f"{str(form)!r} stands without quotes; text is written '{form}', a field [{form}]", _at(form))
        if of is None and name not in ("exists", "count"):
            raise Refused(f"{name}() needs what to look at: {name}({form}: …)", _at(token))
        if where is not None and name in CONDITIONS:
            raise Refused(f"{name}(form: condition) takes one condition; join two with 'and'", where.at)
        return Over(name, str(form).lower(), of, where, _at(token))


def _at(token: Token) -> int:
    return token.start_pos or 0


def _clock(node: Node) -> Node:
    """'today' and 'now' are words of the clock only where a date may stand: contains([note], 'now') asks for the
    letters.
    """
    if isinstance(node, Literal) and node.value in ("today", "now"):
        return Clock(str(node.value), node.at)
    return node


def _function(token: Token) -> str:
    name = ALIASES.get(token.lower(), token.lower())
    if name in FUNCTIONS or name in SET_FUNCTIONS:
        return name
    near = get_close_matches(name, [*FUNCTIONS, *SET_FUNCTIONS], 1)
    raise Refused(f"there is no function {token}()" + (f"; did you mean {near[0]}()?" if near else ""), _at(token))


def _count(name: str, signature: Signature, args: Sequence[Node], at: int) -> None:
    least, most = signature.least, signature.most
    if len(args) >= least and (most is None or len(args) <= most):
        return
    wanted = f"at least {least}" if most is None else str(least) if least == most else f"{least} to {most}"
    raise Refused(f"{name}() takes {wanted} argument{'' if wanted == '1' else 's'}, not {len(args)}", at)
