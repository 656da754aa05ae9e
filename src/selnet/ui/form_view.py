"""What a template needs to draw one bound field: plain values worked out once, so the templates stay free of logic.

A form field may carry extra attributes, all optional:
  `unit`       words after a number ("mm")
  `branching`  expression tree (JSON text) that decides in the browser whether the field is shown
  `why`        sentence over a branched field: why it is shown
  `reveals`    {choice value: name of the field it opens}, on radios and checkboxes
  `soft`       a warning that does not block
`{% ui_field form.x unit="mm" %}` overrides any of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

_GROUPS: Final = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass(frozen=True, slots=True)
class Option:
    """One radio or checkbox."""

    id: str
    value: str
    label: str
    checked: bool = False
    hint: str = ""
    reveals: str = ""


@dataclass(slots=True)
class FieldView:
    """One field as drawn. `kind` picks the template `ui/form/<kind>.html`."""

    kind: str
    id: str
    name: str
    label: str
    control: SafeString | str = ""
    hint: str = ""
    error: str = ""
    unit: str = ""
    soft: str = ""
    branching: str = ""
    why: str = ""
    optional: bool = False
    revealed: bool = False
    limit: int | None = None
    options: list[Option] = field(default_factory=list)

    @property
    def target(self) -> str:
        """Where the error summary leads: the control, or the first choice of a group."""
        return self.options[0].id if self.options else self.id


@dataclass(frozen=True, slots=True)
class FormError:
    """One line of an error summary; the same words stand at the field."""

    target: str
    text: str


def field_view(bound: BoundField, **given: Any) -> FieldView:
    """The view of a bound field; keyword arguments override what the form field says."""
    kind = _kind(bound.field.widget)
    view = FieldView(kind=kind, id=_id(bound), name=bound.html_name, label=str(given.get("label") or bound.label))
    view.hint = _hint(bound, given)
    view.error = " ".join(str(message) for message in bound.errors)
    view.unit, view.soft, view.branching, view.why = (_extra(bound, given, name) for name in _EXTRAS)
    view.optional = not bound.field.required and getattr(bound.form, "mark_optional", True)
    view.revealed = _is_revealed(bound)
    view.limit = getattr(bound.field, "max_length", None) if kind == "textarea" else None
    if isinstance(bound.field.widget, _GROUPS):
        view.options = list(_options(bound))
    else:
        view.control = bound.as_widget(attrs=_attrs(bound, view, given))
    return view


_EXTRAS: Final = ("unit", "soft", "branching", "why")


def _hint(bound: BoundField, given: dict[str, Any]) -> str:
    """Help of the field, then how its control wants to be filled in. Only marked markup stays markup."""
    parts = [given.get("hint") or bound.help_text, getattr(bound.field.widget, "hint", "")]
    return format_html_join(" ", "{}", ((part,) for part in parts if part))


def _extra(bound: BoundField, given: dict[str, Any], name: str) -> str:
    return str(given.get(name) or getattr(bound.field, name, "") or "")


def _kind(widget: forms.Widget) -> str:
    kinds: tuple[tuple[type[forms.Widget], str], ...] = (
        (forms.CheckboxSelectMultiple, "checkboxes"),
        (forms.RadioSelect, "radios"),
        (forms.CheckboxInput, "checkbox"),
        (forms.MultiWidget, "group"),
        (forms.SelectDateWidget, "group"),
        (forms.PasswordInput, "password"),
        (forms.Textarea, "textarea"),
    )
    return next((kind for cls, kind in kinds if isinstance(widget, cls)), "input")


def _id(bound: BoundField) -> str:
    return bound.auto_id or f"id_{bound.html_name}"


def _is_revealed(bound: BoundField) -> bool:
    return any(bound.name in getattr(other, "reveals", {}).values() for other in bound.form.fields.values())


def reveal_id(form: forms.BaseForm, field_name: str) -> str:
    """The id of the block that a choice opens around the named field."""
    return f"reveal-{form.add_prefix(field_name)}"


def _options(bound: BoundField) -> Iterator[Option]:
    reveals: dict[str, str] = getattr(bound.field, "reveals", {})
    hints: dict[str, str] = getattr(bound.field, "choice_hints", {})
    for widget in bound.subwidgets:
        value = str(widget.data["value"])
        opened = reveals.get(value, "")
        yield Option(
            id=widget.id_for_label,
            value=value,
            label=str(widget.choice_label),
            checked=bool(widget.data["selected"]),
            hint=str(hints.get(value, "")),
            reveals=reveal_id(bound.form, opened) if opened else "",
        )


_CLASSES: Final[dict[str, str]] = {
    "textarea": "nhsuk-textarea",
    "checkbox": "nhsuk-checkboxes__input",
    "password": "nhsuk-input nhsuk-password-input__input nhsuk-js-password-input-input",
}


def _attrs(bound: BoundField, view: FieldView, given: dict[str, Any]) -> dict[str, Any]:
    widget = bound.field.widget
    css = _CLASSES.get(view.kind) or ("nhsuk-select" if isinstance(widget, forms.Select) else "nhsuk-input")
    if view.limit:
        css += " nhsuk-js-character-count"
    width = given.get("width") or (8 if view.unit else 0)
    css += f" width-{width}" if width else ""
    attrs: dict[str, Any] = {"class": f"{css} {widget.attrs.get('class', '')}".strip()}
    described = described_by(view)
    if described:
        attrs["aria-describedby"] = described
    if view.error:
        attrs["aria-invalid"] = "true"
    if isinstance(bound.field, forms.DecimalField | forms.IntegerField) and widget.input_type == "number":
        attrs.setdefault("inputmode", "decimal")
    return attrs


def described_by(view: FieldView) -> str:
    """Ids of everything that explains the control, in reading order."""
    parts = [("hint", view.hint), ("error", view.error), ("soft", view.soft), ("info", view.limit)]
    return " ".join(f"{view.id}-{name}" for name, present in parts if present)


def form_errors(form: forms.BaseForm) -> list[FormError]:
    """Every error in the order of the fields, form-wide ones first."""
    first = next((_id(bound) for bound in form.visible_fields()), "main")
    found = [FormError(first, str(message)) for message in form.non_field_errors()]
    for bound in form:
        target = first if bound.is_hidden else _target(bound)
        label = "" if bound.is_hidden else str(bound.label)
        found += [FormError(target, _labelled(label, str(message))) for message in bound.errors]
    return found


def _target(bound: BoundField) -> str:
    return bound.subwidgets[0].id_for_label if isinstance(bound.field.widget, _GROUPS) else _id(bound)


def _labelled(label: str, message: str) -> str:
    return _("%(field)s: %(message)s") % {"field": label, "message": message} if label else message
