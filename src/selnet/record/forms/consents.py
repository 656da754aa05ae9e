"""The answers of one paper form: several purposes, one day, one scan."""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from selnet.packs.api import Scope
from selnet.record.models import Consent, ConsentForm
from selnet.ui.api import DayField


class ConsentAnswersForm(forms.Form):
    mark_optional = False
    answered_on = DayField(label=_("Day of the answer"), initial=timezone.localdate)
    form = forms.ModelChoiceField(
        ConsentForm.objects.none(),
        label=_("Version of the form that was signed"),
        required=False,
        empty_label=_("Not known"),
    )
    scan = forms.FileField(
        label=_("Scan of the signed form"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, JPEG, PNG or TIFF, up to 50 MB."),
    )

    def __init__(
        self,
        *args: object,
        scopes: Iterable[Scope],
        standing: Mapping[str, Consent],
        language: str,
        country: str,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        versions = self.fields["form"]
        assert isinstance(versions, forms.ModelChoiceField)
        versions.queryset = ConsentForm.objects.filter(country_id=country).order_by("-valid_from")
        self.scope_fields: list[str] = []
        for scope in scopes:
            name = f"scope_{scope.id}"
            self.fields[name] = _scope_field(scope, standing.get(scope.id), language)
            self.scope_fields.append(name)

    def answered(self) -> dict[str, str]:
        """scope -> state, of those that were answered now."""
        given = {name.removeprefix("scope_"): self.cleaned_data.get(name) for name in self.scope_fields}
        return {scope: state for scope, state in given.items() if state}


def _scope_field(scope: Scope, standing: Consent | None, language: str) -> forms.ChoiceField:
    given = standing is not None and standing.state == Consent.State.GIVEN
    no = (Consent.State.WITHDRAWN, _("Withdrawn")) if given else (Consent.State.REFUSED, _("Refused"))
    return forms.ChoiceField(
        label=scope.title.in_(language),
        choices=[("", _("No new answer")), (Consent.State.GIVEN, _("Given")), no],
        widget=forms.RadioSelect,
        required=False,
    )
