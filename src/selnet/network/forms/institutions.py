from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from selnet.network.models import Country, Institution
from selnet.network.selectors import country_name, is_country, territories
from selnet.network.services.institutions import InstitutionData
from selnet.ui.api import DayField, active_language

from .choices import countries, time_zones


class InstitutionForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=160, help_text=_("As it calls itself."))
    kind = forms.ChoiceField(label=_("Kind"), choices=Institution.Kind)
    country_id = forms.ChoiceField(label=_("Country"), choices=countries, widget=forms.Select(attrs={"data-search": ""}))
    city = forms.CharField(label=_("City"), max_length=120)
    latitude = forms.FloatField(
        label=_("Latitude"), min_value=-90, max_value=90, help_text=_("In degrees, south is negative. For example -13.52.")
    )
    longitude = forms.FloatField(
        label=_("Longitude"), min_value=-180, max_value=180, help_text=_("In degrees, west is negative. For example -71.97.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones, widget=forms.Select(attrs={"data-search": ""}))
    beds = forms.IntegerField(label=_("Beds"), min_value=0, max_value=20_000, required=False)
    closed_on = DayField(
        label=_("Closed since"), required=False, help_text=_("Nobody is invited to a closed institution. Records stay.")
    )

    def data_given(self) -> InstitutionData:
        return InstitutionData(**self.cleaned_data)


class CountryForm(forms.Form):
    code = forms.ChoiceField(label=_("Country"), widget=forms.Select(attrs={"data-search": ""}))
    region = forms.ChoiceField(label=_("Region"), choices=Country.Region)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = set(Country.objects.values_list("code", flat=True))
        codes = [code for code in territories(active_language()) if is_country(code) and code not in known]
        named = sorted(((code, country_name(code)) for code in codes), key=lambda choice: choice[1])
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("Choose a country")), *named]
