"""Any Django form comes out accessible: names, hints, errors and summary that agree with each other."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Template
from django.utils.safestring import mark_safe

from selnet.ui.api import DayField
from selnet.ui.gallery_data import SampleForm, wrong_form


def render(source: str, **context: object) -> str:
    return Template("{% load selnet_ui %}" + source).render(Context(context))


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.by_id: dict[str, dict[str, str | None]] = {}
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.by_id[str(found["id"])] = found
        if tag == "a" and found.get("href"):
            self.links.append(str(found["href"]))


def test_unbound_form_has_no_summary() -> None:
    assert "nhsuk-error-summary" not in render("{% ui_form form %}", form=SampleForm())


def test_summary_leads_to_every_wrong_control() -> None:
    elements = Elements(render("{% ui_form form %}", form=wrong_form()))
    assert elements.links == ["#id_wrong-surgery_date", "#id_wrong-size", "#id_wrong-consents_0", "#id_wrong-question"]
    for link in elements.links:
        assert link[1:] in elements.by_id


def test_wrong_control_says_so_and_points_at_the_words() -> None:
    html = render("{% ui_form form %}", form=wrong_form())
    control = Elements(html).by_id["id_wrong-size"]
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"] == "id_wrong-size-error"
    assert control["value"] == "62 cm"  # what was typed is never lost
    assert html.count("Enter a number.") == 2  # the same words in the summary and at the field


def test_unit_and_overrides() -> None:
    html = render('{% ui_field form.size label="Size" hint="Largest." soft="Unusual." %}', form=SampleForm())
    control = Elements(html).by_id["id_size"]
    assert "mm" in html
    assert control["aria-describedby"] == "id_size-hint id_size-soft"


def test_form_wide_error_and_hidden_field_reach_the_summary() -> None:
    class Pair(forms.Form):
        version = forms.IntegerField(widget=forms.HiddenInput)
        name = forms.CharField()

        def clean(self) -> None:
            raise forms.ValidationError("Someone saved before you.")

    html = render("{% ui_form form %}", form=Pair({"name": "x"}))
    assert "Someone saved before you." in html
    assert Elements(html).links == ["#id_name", "#id_name"]


def test_values_are_escaped() -> None:
    class Named(forms.Form):
        name = forms.CharField(label="<script>", help_text="<b>")

    html = render("{% ui_form form %}", form=Named({"name": '"><script>alert(1)</script>'}))
    assert "<script>" not in html
    assert "<b>" not in html


def test_help_that_its_author_marked_safe_keeps_its_link() -> None:
    class Password(forms.Form):
        password = forms.CharField(help_text=mark_safe('<a href="/reset/">Forgotten?</a>'))

    assert '<a href="/reset/">Forgotten?</a>' in render("{% ui_form form %}", form=Password())


@pytest.mark.parametrize("typed", ["08/11/2026", "8/11/2026", "2026-11-08", "8.11.2026", "08-11-2026"])
def test_a_day_is_read_day_first(typed: str) -> None:
    assert DayField().clean(typed) == date(2026, 11, 8)


@pytest.mark.parametrize("typed", ["11/24/2026", "8 Nov", "2026-13-01", "31/02/2026"])
def test_a_wrong_day_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="28/10/2026"):
        DayField().clean(typed)


def test_optional_is_said_and_can_be_silenced() -> None:
    form = SampleForm()
    assert "(optional)" in render("{% ui_field form.slides %}", form=form)
    form.mark_optional = False  # type: ignore[attr-defined]
    assert "(optional)" not in render("{% ui_field form.slides %}", form=form)
