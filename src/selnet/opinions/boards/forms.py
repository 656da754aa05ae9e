"""The forms of boards. They check shape; what may be done is decided by the services."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4
from zoneinfo import available_timezones

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.network.api import Institution, Person, zone_of
from selnet.packs.api import Pack
from selnet.ui.api import DayField, active_language

from .letters import LANGUAGES
from .limits import LINE, PARAGRAPH
from .models import Board
from .quorum import discipline_titles
from .services.boards import NewBoard
from .services.meetings import NewMeeting


class BoardForm(forms.Form):
    mark_optional = False

    def __init__(self, *args: Any, institutions: Sequence[Institution], packs: Sequence[Pack], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = active_language()
        self.fields["institution"] = forms.ChoiceField(label=_("Centre"), choices=[(i.pk, i.name) for i in institutions])
        self.fields["name"] = forms.CharField(
            label=_("Name of the board"),
            help_text=_("As colleagues call it, for example “Thursday board”."),
            max_length=120,
        )
        self.fields["pack"] = forms.ChoiceField(label=_("Tumours"), choices=[(p.id, p.title.in_(language)) for p in packs])
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone in which it sits"),
            choices=[(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())],
            widget=forms.Select(attrs={"data-search": ""}),
            initial=institutions[0].time_zone if institutions else "UTC",
        )
        self.fields["minutes_per_case"] = forms.IntegerField(
            label=_("Minutes for one case"),
            min_value=1,
            max_value=120,
            initial=15,
            widget=forms.NumberInput(attrs={"class": "width-4"}),
        )

    def new_board(self) -> NewBoard:
        data = self.cleaned_data
        return NewBoard(int(data["institution"]), data["name"], data["pack"], data["time_zone"], data["minutes_per_case"])


class MemberForm(forms.Form):
    mark_optional = False

    def __init__(self, *args: Any, people: Sequence[Person], pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = forms.ChoiceField(
            label=_("Who"),
            choices=[("", _("Choose"))] + [(person.pk, person.name) for person in people],
            widget=forms.Select(attrs={"data-search": ""}),
        )
        titles = discipline_titles(pack)
        seats = [(each.id, titles[each.id]) for each in pack.board.disciplines]
        self.fields["discipline"] = forms.ChoiceField(label=_("Sits for"), choices=[("", _("Choose")), *seats])
        self.fields["is_chair"] = forms.BooleanField(label=_("Leads the board and signs"), required=False)


class ScheduleForm(forms.Form):
    """Day and time as the clocks of the board show them."""

    mark_optional = False

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.now().astimezone(zone_of(board.time_zone)).date()
        self.fields["day"] = DayField(label=_("Day"), help_text=_("For example %(day)s.") % {"day": f"{today:%d/%m/%Y}"})
        self.fields["time"] = forms.TimeField(
            label=_("Time in %(place)s") % {"place": board.time_zone.rsplit("/", 1)[-1].replace("_", " ")},
            help_text=_("Hours and minutes, for example 16:30."),
            widget=forms.TimeInput(format="%H:%M", attrs={"class": "width-4", "inputmode": "numeric"}),
            error_messages={"invalid": _("write the time as hours and minutes, for example 16:30")},
        )
        self.fields["minutes"] = forms.IntegerField(
            label=_("How long"), initial=90, min_value=15, max_value=480, widget=forms.NumberInput(attrs={"class": "width-4"})
        )
        self.fields["minutes"].unit = _("minutes")  # type: ignore[attr-defined]  # read by ui
        self.fields["place"] = forms.CharField(
            label=_("Where"), help_text=_("A room, or the address of a call."), required=False, max_length=200
        )

    def new_meeting(self) -> NewMeeting:
        data = self.cleaned_data
        return NewMeeting(data["day"], data["time"], data["minutes"], data["place"])


def text_form(
    name: str, label: str, hint: str = "", *, limit: int = LINE, rows: int = 3, required: bool = True
) -> type[forms.Form]:
    """A form with one text."""
    field = forms.CharField(
        label=label, help_text=hint, max_length=limit, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )
    return type("TextForm", (forms.Form,), {name: field, "mark_optional": False})


class AddendumForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = forms.CharField(
            label=_("Addendum"),
            help_text=_("The signed decision stays as it is. This is added to it, dated and with your name."),
            max_length=PARAGRAPH,
            widget=forms.Textarea(attrs={"rows": 4}),
        )


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=[(code, code) for code in LANGUAGES])
