"""`{% load selnet_ui %}`: icons, words for time, and accessible rendering of any Django form."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from selnet.ui import charts, words
from selnet.ui.duration import duration_words
from selnet.ui.form_view import Option, described_by, field_view, form_errors
from selnet.ui.when import when_html

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite. Silent for a screen reader unless `label` is given: a word always stands beside it."""
    sprite = static("ui/icons.svg")
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>', label, sprite, name)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', sprite, name)


@register.filter
def duration(span: timedelta | None) -> str:
    """`1 d 6 h`."""
    return "" if span is None else duration_words(span)


@register.filter
def when(value: date | datetime | None, style: str = "") -> str:
    """A `<time>` in the person's language and zone: `{{ moment|when }}`, `{{ day|when:"short" }}`."""
    return when_html(value, style)


@register.filter
def rule_word(kind: str) -> str:
    """The one word of a rule's answer: met, not, just, na, unk, now."""
    return str(words.RULE_WORDS[kind])


@register.filter
def entry_word(status: str) -> str:
    """The one word of an entry's status."""
    return str(words.ENTRY_WORDS[status])


@register.simple_tag
def tally_bar(met: int = 0, not_met: int = 0, justified: int = 0, unknown: int = 0) -> SafeString:
    """The bar of a guideline's answers; unknown is drawn open."""
    return charts.tally_bar(met=met, not_met=not_met, justified=justified, unknown=unknown)


@register.simple_tag
def ui_options(options: Iterable[Sequence[str]], name: str, value: Any = "") -> list[Option]:
    """(value, label[, hint[, reveals]]) tuples as options with ids; `value` is the chosen one, or several."""
    chosen = {str(v) for v in value} if isinstance(value, list | tuple | set | frozenset) else {str(value)}
    return [
        Option(f"{name}-{n}", str(o[0]), str(o[1]), str(o[0]) in chosen, *(str(extra) for extra in o[2:4]))
        for n, o in enumerate(options, start=1)
    ]


@register.simple_tag
def ui_field(bound: BoundField, **given: Any) -> SafeString:
    """One field: label, hint, error, control. Keywords: label, hint, unit, width, soft, branching, why."""
    view = field_view(bound, **given)
    return render_to_string(f"ui/form/{view.kind}.html", {"field": view, "described_by": described_by(view)})


@register.simple_tag
def ui_errors(form: forms.BaseForm, *, focus: bool = True) -> SafeString | str:
    """The error summary alone, which takes the focus; nothing when the form is unbound or clean."""
    errors = form_errors(form) if form.is_bound else []
    return render_to_string("ui/form/errors.html", {"errors": errors, "still": not focus}) if errors else ""


@register.simple_tag
def ui_form(form: forms.BaseForm, *, focus: bool = True) -> SafeString:
    """Error summary and every field. The page writes `<form>`, `{% csrf_token %}` and the buttons."""
    hidden = SafeString("").join(str(bound) for bound in form.hidden_fields())
    fields = SafeString("\n").join(ui_field(bound) for bound in form.visible_fields())
    return SafeString(f"{ui_errors(form, focus=focus)}{hidden}{fields}")


@register.simple_tag
def ui_tally(met: int | str, not_met: int | str, justified: int | str, unknown: int | str, na: int | str) -> charts.Tally:
    """Bar and words of a tally, for `<c-ui.tally>`; attributes of an element arrive as text."""
    return charts.tally(met=int(met), not_met=int(not_met), justified=int(justified), unknown=int(unknown), na=int(na))
