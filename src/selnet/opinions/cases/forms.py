"""The forms of cases. They check shape; what may be done is decided by the services."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from selnet.packs.api import Pack, Urgency, titles
from selnet.record.api import LONGEST_TEXT, Stored
from selnet.ui.api import DayField, active_language

from .models import Case
from .selectors.centres import Centre
from .services.opening import Request


def _text(label: str, hint: str = "", *, rows: int = 5, required: bool = True, limit: int = LONGEST_TEXT) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=limit, widget=forms.Textarea(attrs={"rows": rows})
    )


class DraftForm(forms.Form):
    """The request: why, how soon, what, to whom. `key` makes a page that is sent twice open one case."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    mark_optional = False

    def __init__(self, *args: Any, pack: Pack, centres: list[Centre], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = active_language()
        reasons = list(titles(pack.cases.reasons, language).items())
        self.fields["reason"] = forms.ChoiceField(label=_("Why do you ask?"), choices=reasons, widget=forms.RadioSelect)
        self.fields["urgency"] = _urgency_field(pack, language)
        self.fields["question"] = _text(
            _("What do you want to know?"), _("One question that can be answered. No name, no hospital number."), required=False
        )
        self.fields["to_institution"] = _centre_field(_("Which centre shall answer?"), centres)

    @staticmethod
    def values_of(case: Case) -> dict[str, Any]:
        """What the form shows when it is opened again."""
        return {
            "key": case.pk, "version": case.version, "reason": case.reason, "urgency": case.urgency,
            "question": case.question, "to_institution": case.to_institution_id,
        }  # fmt: skip

    def request(self, details: Mapping[str, Stored]) -> Request:
        data = self.cleaned_data
        centre = int(data["to_institution"]) if data["to_institution"] else None
        return Request(data["reason"], data["urgency"], data["question"], centre, details)

    def key_value(self) -> UUID:
        key: UUID = self.cleaned_data["key"]
        return key


def _urgency_field(pack: Pack, language: str) -> forms.ChoiceField:
    found = forms.ChoiceField(
        label=_("How soon do you need the answer?"),
        choices=list(titles(pack.cases.urgencies, language).items()),
        widget=forms.RadioSelect,
    )
    found.choice_hints = {each.id: clock_in_words(each) for each in pack.cases.urgencies}  # type: ignore[attr-defined]  # read by ui_field
    return found


def clock_in_words(urgency: Urgency) -> str:
    """What its clock means: both limits, counted from sending."""
    return _("First answer within %(first)s, whole answer within %(closure)s of sending.") % {
        "first": _hours(urgency.first_answer_hours),
        "closure": _hours(urgency.closure_hours),
    }


def _hours(hours: int) -> str:
    if hours % 24 or hours < 48:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    return ngettext("%(n)d day", "%(n)d days", hours // 24) % {"n": hours // 24}


def _centre_field(label: str, centres: list[Centre]) -> forms.ChoiceField:
    """The nearest first. Few: radios with their distance; many: a list that can be searched."""
    choices = [(str(centre.institution.pk), centre.institution.name) for centre in centres]
    none = "" if centres else _("No reference centre of the network takes cases now. Your network's administrator can say when.")
    if len(centres) <= 6:
        found = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=False, help_text=none)
        found.choice_hints = {str(c.institution.pk): _where(c) for c in centres}  # type: ignore[attr-defined]  # read by ui_field
        return found
    named = [("", _("Choose a centre")), *((pk, f"{name}, {_where(c)}") for (pk, name), c in zip(choices, centres, strict=True))]
    return forms.ChoiceField(label=label, choices=named, widget=forms.Select(attrs={"data-search": ""}), required=False)


def _where(centre: Centre) -> str:
    return _("%(place)s, %(km)s km from you") % {"place": centre.place, "km": centre.km}


class SendForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    incomplete_reason = forms.CharField(required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    mark_optional = False


class ActForm(forms.Form):
    """One act on a case: what is said with it, and the version of the case that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, label: str = "", hint: str = "", required: bool = True, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"] = _text(label, hint, rows=rows, required=required)


class RedirectForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, centres: list[Centre], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"] = _centre_field(_("Which centre shall answer instead?"), centres)
        self.fields["institution"].required = True
        self.fields["note"] = _text(_("Why is it passed on?"), _("The referrer and the other centre read this."))


class AssignForm(forms.Form):
    """People come as checkboxes drawn by the page; a group by the button that was pressed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    due = DayField(required=False)
    people = forms.TypedMultipleChoiceField(coerce=int, required=False)
    group = forms.CharField(required=False, max_length=40)
    only_knowing = forms.BooleanField(required=False)

    def __init__(self, *args: Any, people: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"] = forms.TypedMultipleChoiceField(
            coerce=int, required=False, choices=[(pk, str(pk)) for pk in people],
            error_messages={"invalid_choice": _("One of these people can no longer be asked. Choose again.")},
        )  # fmt: skip
        self.fields["due"].label = _("Answer by")
        self.fields["due"].help_text = _("Left empty: when the clock of the case runs out.")

    def due_at(self) -> datetime | None:
        """The end of that day, on the clock of who asks."""
        day = self.cleaned_data["due"]
        return timezone.make_aware(datetime.combine(day, time(23, 59))) if day else None


class MessageForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Write to everybody in this case")
        self.fields["text"].help_text = _("No name, no hospital number.")


class FindForm(forms.Form):
    """Finds a patient of the own institution by pseudonym. Sent by POST, so that no pseudonym stands in an address."""

    pseudonym = forms.CharField(max_length=40, strip=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pseudonym"].label = _("Pseudonym, or its last letters and digits")
