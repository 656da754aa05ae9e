"""Small server-drawn charts: the tally of a guideline's answers."""

from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

_WIDTH: Final = 300
_GAP: Final = 2


@dataclass(frozen=True, slots=True)
class Tally:
    """A bar and the same counts in words; "not applicable" has a word but no share of the bar."""

    bar: SafeString
    parts: list[str]


def tally(*, met: int = 0, not_met: int = 0, justified: int = 0, unknown: int = 0, na: int = 0) -> Tally:
    """Bar and words. A kind with no case is left out of both."""
    words = [
        (met, _("%(n)d met")),
        (not_met, _("%(n)d not met")),
        (justified, _("%(n)d justified")),
        (unknown, _("%(n)d not assessable")),
        (na, _("%(n)d not applicable")),
    ]
    parts = [text % {"n": count} for count, text in words if count]
    return Tally(tally_bar(met=met, not_met=not_met, justified=justified, unknown=unknown), parts)


def tally_bar(*, met: int = 0, not_met: int = 0, justified: int = 0, unknown: int = 0) -> SafeString:
    """Shares of judged and unknown rules; unknown is drawn open and keeps its place, never pale and never zero."""
    shares = [(kind, n) for kind, n in (("met", met), ("not", not_met), ("just", justified), ("unk", unknown)) if n]
    label = ", ".join(
        text % {"n": n}
        for n, text in (
            (met, _("%(n)d met")),
            (not_met, _("%(n)d not met")),
            (justified, _("%(n)d justified")),
            (unknown, _("%(n)d not assessable")),
        )
        if n
    )
    rects = format_html_join("", '<rect class="{}" x="{}" y="1" width="{}" height="8"/>', _segments(shares))
    return format_html(
        '<svg class="tally" viewBox="0 0 {} 10" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        _WIDTH,
        label or _("No rule applies"),
        rects,
    )


def _segments(shares: list[tuple[str, int]]) -> list[tuple[str, float, float]]:
    total = sum(count for _kind, count in shares)
    room = _WIDTH - _GAP * max(0, len(shares) - 1)
    x, segments = 0.0, []
    for kind, count in shares:
        width = room * count / total
        segments.append((kind, round(x, 1), round(width, 1)))
        x += width + _GAP
    return segments
