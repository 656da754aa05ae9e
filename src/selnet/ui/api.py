"""What other packages may use of the face; templates use `<c-ui.…>` and `{% load selnet_ui %}`."""

from selnet.ui.charts import tally_bar
from selnet.ui.clock import Clock, ClockState, running_clock
from selnet.ui.duration import duration_words
from selnet.ui.form_fields import DayField, DayInput
from selnet.ui.lanes.figure import draw_lanes
from selnet.ui.lanes.model import Lane, LaneEvent, Marker
from selnet.ui.language import active_language
from selnet.ui.page import LanguageLink, NavItem, Viewer
from selnet.ui.panels import Panels
from selnet.ui.typed import whole_number
from selnet.ui.when import offset_words, when_html

__all__ = [
    "Clock",
    "ClockState",
    "DayField",
    "DayInput",
    "Lane",
    "LaneEvent",
    "LanguageLink",
    "Marker",
    "NavItem",
    "Panels",
    "Viewer",
    "active_language",
    "draw_lanes",
    "duration_words",
    "offset_words",
    "running_clock",
    "tally_bar",
    "when_html",
    "whole_number",
]
