"""What a reviewer of the trail asks for."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from selnet.ui.api import DayField

from . import words
from .selectors import Asked


class TrailForm(forms.Form):
    """Sent as POST, so that a pseudonym does not stand in an address. The page that follows carries keys only."""

    mark_optional = False
    person = forms.ChoiceField(label=_("Person"), required=False, widget=forms.Select(attrs={"data-search": ""}))
    pseudonym = forms.CharField(
        label=_("Pseudonym"), required=False, max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    action = forms.ChoiceField(label=_("What was done"), required=False)
    day = DayField(label=_("Day"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._choose("person", [("", str(_("Anybody"))), *((str(key), name) for key, name in words.everyone())])
        self._choose("action", [("", str(_("Anything"))), *words.known_actions()])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_pseudonym(self) -> UUID | None:
        typed = self.cleaned_data["pseudonym"].strip()
        found = words.find_patient(typed) if typed else None
        if typed and found is None:
            raise forms.ValidationError(_("No patient whose trail you review has this pseudonym. Check each letter and digit."))
        return found

    def asked(self) -> Asked:
        given = self.cleaned_data
        person = int(given["person"]) if given["person"] else None
        return Asked(person, given["pseudonym"], given["action"], given["day"])
