"""How an event looks: a bar for a span, else its marker; filled happened, outline is planned or local."""

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from selnet.ui.lanes.labels import Span
from selnet.ui.lanes.model import LaneEvent, Marker
from selnet.ui.lanes.scale import Scale

_HALF_MARK = 8.0
_LEAST_BAR = 6.0
_BAR_HEIGHT = 14


def mark_span(event: LaneEvent, scale: Scale) -> Span:
    """The stretch of the lane that the mark takes."""
    x = scale.x(event.start)
    if event.end and event.is_span:
        return Span(x, max(scale.x(event.end), x + _LEAST_BAR))
    return Span(x - _HALF_MARK, x + _HALF_MARK)


def mark(event: LaneEvent, series: int, scale: Scale, y: float) -> SafeString:
    """The drawn mark with its date and words as a tooltip."""
    style = f"fill-{series}" if event.filled and not event.planned else f"open stroke-{series}"
    style += " planned" if event.planned else ""
    span, x = mark_span(event, scale), scale.x(event.start)
    shape = _bar(span, y, style) if event.is_span else _point(event.marker, x, y, style)
    return format_html("<g><title>{}: {}</title>{}</g>", date_format(event.start, "j M Y"), event.label, shape)


def _bar(span: Span, y: float, style: str) -> SafeString:
    markup = '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>'
    width = round(span.right - span.left, 1)
    return format_html(markup, style, span.left, y - _BAR_HEIGHT / 2, width, _BAR_HEIGHT)


def _point(marker: Marker, x: float, y: float, style: str) -> SafeString:
    if marker == Marker.CIRCLE:
        radius = 6 if style.startswith("fill") else 5.5
        return format_html('<circle class="{}" cx="{}" cy="{}" r="{}"/>', style, x, y, radius)
    if marker == Marker.SQUARE:
        return format_html('<rect class="{}" x="{}" y="{}" width="12" height="12"/>', style, round(x - 6, 1), y - 6)
    path = f"M{x} {y - 8}l8 8-8 8-8-8z" if marker == Marker.DIAMOND else f"M{x} {y - 8}l8 14h-16z"
    return format_html('<path class="{}" d="{}"/>', style, path)
