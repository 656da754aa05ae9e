"""Form fields that Django lacks for our purposes; ordinary Django forms otherwise."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

# Day first, and ISO because imports and pickers send it. Never month first: 8/11 must mean 8 November.
_DAY_FORMATS: Final = ["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y"]


class DayInput(forms.DateInput):
    """Typed, not picked: the browser's own control shows month first on a machine set to US English."""

    hint = _("Day/month/year")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        given = {"inputmode": "numeric", "autocomplete": "off", "class": "width-8", **(attrs or {})}
        super().__init__(attrs=given, format="%d/%m/%Y")


class DayField(forms.DateField):
    """A calendar day, read day first or as ISO."""

    widget = DayInput
    default_error_messages = {"invalid": _("write the day as day/month/year, for example 28/10/2026")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", _DAY_FORMATS)
        super().__init__(**kwargs)
