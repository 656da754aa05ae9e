"""What the checker carries along, and the small rules it applies in many places."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from selnet.logic.errors import LogicTypeError
from selnet.logic.nodes import Field, Literal, Node
from selnet.logic.schema import FieldInfo, Kind, Schema
from selnet.logic.values import number

ANY_FORM = "*"  # the place of the expression is not looked at


def require(good: bool, message: str, at: int) -> None:
    if not good:
        raise LogicTypeError(message, at)


def nearest(name: str, names: Sequence[str]) -> str:
    near = get_close_matches(name, names, 1, 0.6)
    return f"; did you mean {near[0]}?" if near else ""


@dataclass(frozen=True, slots=True)
class Check:
    """``places`` are the forms on whose entry we stand, outermost first."""

    schema: Schema
    places: tuple[str | None, ...]

    def field(self, node: Field) -> FieldInfo:
        info = self.schema.field(node.name)
        if info is None:
            raise LogicTypeError(f"there is no field [{node.name}]{nearest(node.name, sorted(self.schema.names()))}", node.at)
        self._form_fits(node, info)
        self._entry_fits(node, info)
        _box_fits(node, info)
        message = f"[{node.name}:{node.modifier}] is for texts that people read; a rule compares codes, [{node.name}]"
        require(node.modifier in (None, "value"), message, node.at)
        return info

    def on_form(self, form: str, at: int) -> "Check":
        """The same, standing on an entry of a repeating form."""
        names = sorted({found for name in self.schema.names() if (found := self.schema.form_of(name))})
        require(form in names, f"there is no form {form!r}{nearest(form, names)}", at)
        return Check(self.schema, (*self.places, form))

    def _form_fits(self, node: Field, info: FieldInfo) -> None:
        """A first bracket that names a form must name the field's own. Other names are events, which only the facts
        know.
        """
        forms = {self.schema.form_of(name) for name in self.schema.names()} if node.qualifier else set()
        wrong = node.qualifier in forms and node.qualifier != info.form
        require(not wrong, f"[{node.name}] is on the form {info.form}, not on {node.qualifier}", node.at)

    def _entry_fits(self, node: Field, info: FieldInfo) -> None:
        if not info.repeating:
            require(node.instance is None, f"{info.form} has one entry: write [{node.name}] without an instance", node.at)
            return
        known = node.instance is not None or info.form in self.places or ANY_FORM in self.places
        hint = f"first({info.form}: [{node.name}]), last({info.form}: …) or exists({info.form}: …)"
        require(known, f"{info.form} may have many entries: say which [{node.name}] is meant, with {hint}", node.at)


def _box_fits(node: Field, info: FieldInfo) -> None:
    if node.code is None:
        return
    require(info.kind is Kind.CHECKBOX, f"[{node.name}] is no checkbox, it has no box ({node.code})", node.at)
    code_fits(node.code, info, node.at)


def code_fits(code: str, info: FieldInfo, at: int) -> None:
    if not info.choices or code in info.choices:
        return
    as_number = number(code)
    if as_number is not None and any(number(each) == as_number for each in info.choices):
        return
    near = nearest(code, sorted(info.choices)) or f"; it has {', '.join(sorted(info.choices)[:12])}"
    raise LogicTypeError(f"[{info.name}] has no choice {code!r}{near}", at)


def yes_or_no(node: Literal) -> bool:
    return isinstance(node.value, bool) or node.value in (0.0, 1.0, "0", "1", "")


def scale(node: Node, kind: Kind | None, given: Check, where: str) -> None:
    """The value must be able to be a number."""
    require(
        kind is not Kind.DATE,
        f"{where} wants a number, this is a date; days(a, b) counts the days between two",
        node.at,
    )
    if isinstance(node, Literal) and isinstance(node.value, str):
        require(node.value == "" or number(node.value) is not None, f"{where} wants a number, not {node.value!r}", node.at)
    if kind is Kind.CHOICE and isinstance(node, Field):
        words = sorted(code for code in given.field(node).choices if number(code) is None)
        require(
            not words,
            f"{where} wants a number; [{node.name}] has codes that are words ({', '.join(words[:4])})",
            node.at,
        )


def join(kinds: Sequence[Kind | None], at: int) -> Kind | None:
    """The kind of a value that is now one, now the other. A blank fits all; a truth value counts as 0 or 1."""
    found = {kind for kind in kinds if kind is not None}
    if len(found) < 2:
        return next(iter(found), None)
    if found <= {Kind.NUMBER, Kind.BOOLEAN}:
        return Kind.NUMBER
    require(Kind.DATE not in found or found == {Kind.DATE, Kind.TEXT}, "a date and a number cannot be mixed here", at)
    return Kind.TEXT
