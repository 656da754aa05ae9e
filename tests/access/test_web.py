"""What a service refuses, on the form."""

from django import forms

from selnet.access.api import UserError, show_at_field


class _Form(forms.Form):
    name = forms.CharField()


def test_an_error_stands_at_its_field_and_over_the_form_when_it_has_none() -> None:
    form = _Form({"name": "x"})
    show_at_field(form, UserError("Too long.", field="name"))
    show_at_field(form, UserError("Closed.", field="somewhere_else"))
    show_at_field(form, UserError("Not now."))
    assert form.errors["name"] == ["Too long."]
    assert form.non_field_errors() == ["Closed.", "Not now."]
