"""Finding and opening patients, identity, files, emergency."""

from collections.abc import Iterable

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from selnet.network.api import Institution
from selnet.record.attachments import LONGEST_TITLE
from selnet.record.grants import REASON_AT_LEAST
from selnet.record.models import Attachment
from selnet.ui.api import DayField


class FindForm(forms.Form):
    wanted = forms.CharField(
        label=_("Pseudonym or local record number"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class IdentityForm(forms.Form):
    """Every field may stay empty: a patient can be opened without a name."""

    mark_optional = False
    family_name = forms.CharField(label=_("Family name"), max_length=120, required=False)
    given_names = forms.CharField(label=_("Given names"), max_length=120, required=False)
    birth_date = DayField(label=_("Date of birth"), required=False)
    local_number = forms.CharField(
        label=_("Local record number"), max_length=60, required=False, help_text=_("As your hospital writes it.")
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)

    def clean_birth_date(self) -> object:
        born = self.cleaned_data["birth_date"]
        if born and not (born.year >= 1900 and born <= timezone.localdate()):
            raise forms.ValidationError(_("Enter a day between 1900 and today."))
        return born

    def identity(self) -> dict[str, str]:
        """What was typed, as the vault keeps it: text, days as ISO."""
        return {name: str(self.cleaned_data[name] or "") for name in IdentityForm.base_fields}


class NewPatientForm(IdentityForm):
    institution = forms.ModelChoiceField(Institution.objects.none(), label=_("Treating institution"), empty_label=None)
    same_number = forms.BooleanField(label=_("It is another person: open a new patient"), required=False)
    new_id = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ["institution"]

    def __init__(self, *args: object, places: Iterable[int], names: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choice = self.fields["institution"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Institution.objects.filter(pk__in=list(places), closed_on=None).order_by("name")
        if not names:  # data managers open patients without seeing who they are
            for name in IdentityForm.base_fields:
                del self.fields[name]

    def identity(self) -> dict[str, str]:
        return super().identity() if "family_name" in self.fields else {}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you open the name?"),
        help_text=_("For example: phone call to the patient. The reason is kept with your name."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AttachmentForm(forms.Form):
    mark_optional = False
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "PDF, JPEG, PNG, TIFF, DICOM, text or CSV; up to 50 MB, slide images up to 2 GB. The file's own name is not kept."
        ),
        allow_empty_file=True,  # the service says in one sentence what is wrong with it
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(value, label) for value, label in Attachment.Kind.choices if value not in ("consent_scan", "letter")],
    )
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=LONGEST_TITLE,
        help_text=_("For example: MRI thigh, axial. No names."),
    )


class EmergencyForm(forms.Form):
    pseudonym = forms.CharField(
        label=_("Pseudonym of the patient"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    reason = forms.CharField(
        label=_("Why do you need this record now?"),
        min_length=REASON_AT_LEAST,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("At least 20 characters. The data-protection officers read it today."),
    )
