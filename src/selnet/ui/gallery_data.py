"""Invented values that show every component in the gallery. Never a real patient."""

import json
from datetime import UTC, date, datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from selnet.ui.clock import Clock, ClockState
from selnet.ui.form_fields import DayField
from selnet.ui.lanes.model import Lane, LaneEvent, Marker
from selnet.ui.page import NavItem, Viewer

PLACES: Final = ["Worklist", "Patients", "Opinions", "Boards", "Centres", "Registry", "Quality", "Biobank", "Education", "Policy"]
NAV: Final = [NavItem(place, f"#{place.lower()}", current=place == "Worklist") for place in PLACES]
VIEWER: Final = Viewer("Ana Quispe", "Coordinator", "Centro Andino Sur", account_url="#account")
NOTICES: Final = {"url": "#notices", "count": 3, "words": "3 new notices"}

TODAY: Final = date(2026, 11, 24)
MOMENT: Final = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)

COLOURS: Final = [
    *("paper", "surface", "ink", "ink-2", "line", "edge", "bar", "act", "now", "met", "not", "just", "na", "unk"),
    *(f"data-{series}" for series in range(1, 6)),
]


CLOCKS: Final = [
    Clock(ClockState.OK, "4 d 2 h left", "of 7 d", 0.42),
    Clock(ClockState.DUE, "5 h left", "of 48 h", 0.9),
    Clock(ClockState.OVER, "1 d 6 h late", "due 22 Nov", 1.0),
    Clock(ClockState.PAUSED, "Paused", "waiting for slides", 0.55),
    Clock(ClockState.MET, "Answered in 21 h", "of 48 h", 0.44),
]

LANES: Final = [
    Lane("symptoms", "Symptoms", 5),
    Lane("visits", "Visits"),
    Lane("imaging", "Imaging"),
    Lane("biopsy", "Biopsy"),
    Lane("pathology", "Pathology", 2),
    Lane("board", "Board", 4),
    Lane("radiotherapy", "Radiotherapy", 3),
    Lane("surgery", "Surgery"),
    Lane("systemic", "Systemic", empty="None so far"),
    Lane("follow_up", "Follow-up"),
]

EVENTS: Final = [
    LaneEvent("symptoms", date(2026, 2, 8), date(2026, 5, 4), "85 d to first visit"),
    LaneEvent("visits", date(2026, 5, 4), label="GP", filled=False),
    LaneEvent("visits", date(2026, 5, 18), label="Referred", marker=Marker.DIAMOND),
    LaneEvent("visits", date(2026, 5, 29), label="Centre, 11 d after referral"),
    LaneEvent("imaging", date(2026, 5, 15), label="US", filled=False),
    LaneEvent("imaging", date(2026, 6, 2), label="MRI"),
    LaneEvent("imaging", date(2026, 6, 16), label="Chest CT"),
    LaneEvent("imaging", date(2026, 10, 8), label="MRI, CT"),
    LaneEvent("biopsy", date(2026, 6, 5), label="Core 14 G", marker=Marker.SQUARE),
    LaneEvent("pathology", date(2026, 6, 15), label="Local", filled=False, series=5),
    LaneEvent("pathology", date(2026, 6, 23), label="Second review: type changed; fusion 26 Jun", marker=Marker.DIAMOND),
    LaneEvent("board", date(2026, 6, 30), label="Plan: RT, then surgery", marker=Marker.SQUARE),
    LaneEvent("board", TODAY, label="Board today", marker=Marker.SQUARE, filled=False),
    LaneEvent("radiotherapy", date(2026, 7, 27), date(2026, 8, 28), "50 Gy in 25"),
    LaneEvent("surgery", date(2026, 10, 28), label="R0, 61 d after RT", marker=Marker.TRIANGLE),
    LaneEvent("follow_up", date(2027, 1, 26), label="First", planned=True),
]

FILTERS: Final[list[dict[str, Any]]] = [
    {"label": "All", "url": "#all", "current": True, "count": 24},
    {"label": "Referrals", "url": "#referrals", "count": 6},
    {"label": "Opinions", "url": "#opinions", "count": 9},
]

STEPS: Final[list[dict[str, Any]]] = [
    {"label": "Operation", "url": "#operation", "kind": "met", "icon": "complete", "word": "Complete"},
    {"label": "Margins", "url": "#margins", "kind": "not", "word": "2 errors", "current": True},
    {"label": "Complications", "url": "#complications", "kind": "na", "word": "Not started"},
    {"label": "Sign", "kind": "na", "word": "Not started"},
]

SITES: Final = [
    ("thigh-a", "Thigh, anterior"),
    ("thigh-p", "Thigh, posterior"),
    ("calf", "Calf"),
    ("shoulder", "Shoulder"),
    ("retro", "Retroperitoneum"),
]
MARGINS: Final = [
    ("r0", "R0, free"),
    ("r1", "R1, microscopic tumour at ink"),
    ("r2", "R2, macroscopic tumour left"),
    ("unk", "Unknown"),
]
CONSENTS: Final = [
    ("care", "Care", "Needed before anything is sent."),
    ("registry", "Registry", ""),
    ("biobank", "Samples", ""),
]

ASKED: Final = [("yes", "Yes"), ("no", "No", "", "g-why-not-block")]

# [g-margin-choice] = 'r1', as selnet.logic writes it for the browser
BRANCH: Final = json.dumps(
    {
        "op": "compare",
        "sign": "=",
        "left": {"op": "field", "name": "g-margin-choice"},
        "right": {"op": "literal", "value": "r1"},
    }
)


class SampleForm(forms.Form):
    """Every kind of field that the platform's forms use."""

    surgery_date = DayField(label=_("Date of surgery"), help_text=_("As in the operation note."))
    size = forms.DecimalField(label=_("Largest size of the tumour"), min_value=1, max_value=400, widget=forms.TextInput)
    site = forms.ChoiceField(label=_("Site"), choices=SITES, widget=forms.Select(attrs={"data-search": ""}))
    margin = forms.ChoiceField(label=_("Margin"), choices=MARGINS, widget=forms.RadioSelect)
    margin_reason = forms.CharField(label=_("Which structure is at the margin?"), required=False)
    consents = forms.MultipleChoiceField(
        label=_("Consents"), choices=[c[:2] for c in CONSENTS], widget=forms.CheckboxSelectMultiple
    )
    question = forms.CharField(label=_("Question to the experts"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    slides = forms.FileField(label=_("Pathology report"), required=False, help_text=_("PDF or picture, up to 20 MB."))
    urgent = forms.BooleanField(label=_("Urgent: the patient cannot wait for the next board"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["size"].unit = "mm"  # type: ignore[attr-defined]  # read by form_view
        self.fields["margin"].reveals = {"r1": "margin_reason"}  # type: ignore[attr-defined]
        self.fields["consents"].choice_hints = {"care": "Needed before anything is sent."}  # type: ignore[attr-defined]


def wrong_form() -> SampleForm:
    """A form as it comes back with errors."""
    return SampleForm({"wrong-size": "62 cm", "wrong-site": "calf", "wrong-margin": "r1"}, prefix="wrong")
