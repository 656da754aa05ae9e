"""The ground of the drawing: months above, lane lines, the grey of the future, the yellow line of today."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from selnet.ui.lanes.labels import Span, text_width
from selnet.ui.lanes.scale import WIDTH, Scale, ticks

HEAD: Final = 34  # room for the months
_LINE_TOP: Final = 28
_FLAG_HALF: Final = 36.0
_FLAG: Final = (
    '<rect class="today" x="{}" y="2" width="72" height="22" rx="2"/>'
    '<text class="today-label" x="{}" y="18" text-anchor="middle">{}</text>'
)
_TODAY: Final = '<rect class="today" x="{}" y="{}" width="6" height="{}"/><path class="today-line" d="M{} {}V{}"/>'


def ground(scale: Scale, today: date, lane_tops: Sequence[int], height: int) -> SafeString:
    """Everything that lies under the events."""
    now = scale.x(today)
    future = '<rect class="future" x="{}" y="{}" width="{}" height="{}"/>'
    months = ((tick.x, _LINE_TOP, height) for tick in ticks(scale))
    return (
        format_html(future, now, HEAD, round(WIDTH - now, 1), height - HEAD)
        + format_html_join("", '<path class="rule" d="M{} {}V{}"/>', months)
        + format_html_join("", '<path class="rule" d="M0 {}H{}"/>', ((top, int(WIDTH)) for top in lane_tops))
        + format_html(_TODAY, round(now - 3, 1), _LINE_TOP, height - _LINE_TOP, now, _LINE_TOP, height)
        + _words(scale, today)
    )


def _words(scale: Scale, today: date) -> SafeString:
    """Today's flag first; "Planned" and the months only where they leave it alone."""
    now = min(max(scale.x(today), _FLAG_HALF), WIDTH - _FLAG_HALF)
    words = list(_above(scale, Span(now - _FLAG_HALF - 6, now + _FLAG_HALF + 6)))
    return format_html_join("", '<text x="{}" y="22">{}</text>', words) + format_html(
        _FLAG, round(now - _FLAG_HALF, 1), now, date_format(today, "j M")
    )


def _above(scale: Scale, flag: Span) -> list[tuple[float, str]]:
    taken, words = [flag], []
    for x, text in [(flag.right, _("Planned")), *((tick.x + 4, tick.text) for tick in ticks(scale))]:
        span = Span(x, x + text_width(text) + 4)
        if span.right <= WIDTH and not any(span.touches(other) for other in taken):
            taken.append(span)
            words.append((round(x, 1), text))
    return words
