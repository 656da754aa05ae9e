"""The tree that an expression becomes. Frozen, so that one parsed tree may be shared by every request.

``at`` is the offset in the text, kept for messages and left out of comparison: two trees are equal when they mean
the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Literal:
    value: float | str | bool
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Field:
    """``[name]``, ``[qualifier][name]``, ``[name(code)]``, ``[name][instance]``, ``[name:modifier]``.

    ``qualifier`` is the first of two brackets: a form, or in REDCap projects an event.
    ``instance`` is a number, or one of first-, last-, current-, previous-, next-instance.
    """

    name: str
    qualifier: str | None = None
    code: str | None = None
    instance: int | str | None = None
    modifier: str | None = None
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Smart:
    """A smart variable such as ``[record-name]``: something about the page or the user, not an answer."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Clock:
    """``"today"`` or ``"now"`` where a date is meant."""

    word: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    parts: "tuple[Node, ...]"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Or:
    parts: "tuple[Node, ...]"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    of: "Node"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """``sign`` is one of ``= <> < <= > >=``."""

    sign: str
    left: "Node"
    right: "Node"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class BlankTest:
    """``x = ''`` (``blank`` true) or ``x <> ''`` (false). Its own node, because it is the one comparison that is
    never unknown.
    """

    of: "Node"
    blank: bool
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``sign`` is one of ``+ - * / ^``."""

    sign: str
    left: "Node"
    right: "Node"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negate:
    of: "Node"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    args: "tuple[Node, ...]"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Over:
    """A function over the entries of a repeating form: ``name(form: of, where)``."""

    name: str
    form: str
    of: "Node | None" = None
    where: "Node | None" = None
    at: int = field(default=0, compare=False)


Node = Literal | Field | Smart | Clock | And | Or | Not | Compare | BlankTest | Arithmetic | Negate | Call | Over


def children(node: Node) -> tuple[Node, ...]:
    match node:
        case And(parts) | Or(parts):
            return parts
        case Call(_, args):
            return args
        case Compare(_, left, right) | Arithmetic(_, left, right):
            return (left, right)
        case Not(of) | Negate(of) | BlankTest(of):
            return (of,)
        case Over(_, _, of, where):
            return tuple(part for part in (of, where) if part is not None)
    return ()


def walk(node: Node) -> Iterator[tuple[Node, int]]:
    """Every node with its depth, without recursion: a hostile text must not be able to exhaust the stack."""
    waiting = [(node, 1)]
    while waiting:
        current, depth = waiting.pop()
        yield current, depth
        waiting.extend((child, depth + 1) for child in children(current))


def fields_of(node: Node) -> frozenset[str]:
    """The names of the fields an expression reads: what must change for its value to change (besides the date)."""
    return frozenset(each.name for each, _ in walk(node) if isinstance(each, Field))


def forms_of(node: Node) -> frozenset[str]:
    """The repeating forms whose entries an expression walks through."""
    return frozenset(each.form for each, _ in walk(node) if isinstance(each, Over))
