"""The whole figure. Lane names are HTML beside the drawing: on a phone they stand still while the drawing scrolls."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from selnet.ui.lanes.axis import HEAD, ground
from selnet.ui.lanes.labels import Row, Span
from selnet.ui.lanes.marks import mark, mark_span
from selnet.ui.lanes.model import Lane, LaneEvent
from selnet.ui.lanes.scale import WIDTH, Scale, scale_for

_LANE_HEIGHT: Final = 40
_FIGURE: Final = (
    '<figure><div class="lanes"><ol>{}</ol><div class="scroll" tabindex="0" role="region" aria-label="{}">{}</div></div></figure>'
)
_DRAWING: Final = (
    '<svg class="chart" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img" aria-label="{title}">'
    "<title>{title}</title><desc>{desc}</desc>{body}</svg>"
)


def draw_lanes(lanes: Sequence[Lane], events: Sequence[LaneEvent], today: date, language: str, *, title: str = "") -> SafeString:
    """The figure as safe markup, in `language`. `title` names the drawing for those who cannot see it."""
    with override(language):
        days = [day for event in events for day in (event.start, event.end or event.start)]
        names = format_html_join("", "<li>{}</li>", ((lane.label,) for lane in lanes))
        drawing = _drawing(lanes, events, scale_for(days, today), today, title or _("Course of the patient by lane"))
        return format_html(_FIGURE, names, _("Course of the patient, scrolls sideways"), drawing)


def _drawing(lanes: Sequence[Lane], events: Sequence[LaneEvent], scale: Scale, today: date, title: str) -> SafeString:
    height = HEAD + _LANE_HEIGHT * len(lanes)
    parts = [ground(scale, today, [HEAD + _LANE_HEIGHT * n for n in range(len(lanes))], height)]
    for index, lane in enumerate(lanes):
        own = sorted((event for event in events if event.lane == lane.key), key=lambda event: event.start)
        parts += _lane(lane, own, scale, scale.x(today), HEAD + _LANE_HEIGHT * (index + 0.5))
    body = mark_safe("".join(parts))  # noqa: S308  # every part comes from format_html
    desc = _("Every event is in the table that follows.")
    return format_html(_DRAWING, w=int(WIDTH), h=height, title=title, desc=desc, body=body)


def _lane(lane: Lane, events: list[LaneEvent], scale: Scale, now: float, y: float) -> Iterator[SafeString]:
    if not events and lane.empty:
        yield format_html('<text x="{}" y="{}" text-anchor="end">{}</text>', now - 12, y + 5, lane.empty)
    row = Row([mark_span(event, scale) for event in events], Span(now - 6, now + 6))
    for event in events:
        yield mark(event, event.series or lane.series, scale, y)
    for event in events:
        yield _words(event, row, scale, y)


def _words(event: LaneEvent, row: Row, scale: Scale, y: float) -> SafeString:
    placed = row.place(mark_span(event, scale), event.label) if event.label else None
    if placed is None:
        return SafeString("")
    markup = '<text class="halo" x="{}" y="{}" text-anchor="{}">{}</text>'
    return format_html(markup, round(placed.x, 1), y + 5, placed.anchor, event.label)
