"""Dates and moments as a person reads them: their language, their time zone, never month first in figures."""

from datetime import date, datetime
from typing import Final

from babel.dates import format_date, format_datetime
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# Unicode's patterns; the names of months and days come from the active language, written as that language writes them
_DAY_PATTERNS: Final = {"": "d MMM y", "short": "d MMM", "long": "EEEE d MMMM y", "month": "MMM y"}
_MOMENT_PATTERNS: Final = {
    **_DAY_PATTERNS,
    "": "d MMM y, HH:mm",
    "short": "d MMM, HH:mm",
    "time": "HH:mm",
    "day": "d MMM y",
    "zone": "d MMM y, HH:mm",
}
_LONG_WITH_OF: Final = "EEEE d 'de' MMMM 'de' y"  # as Spanish and Portuguese say it


def when_html(value: date | datetime | None, style: str = "") -> SafeString | str:
    """A `<time>` element. Styles: short, long, month; for moments also time, day, zone."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return _moment(value, style)
    language = _language()
    text = format_date(value, _pattern(_DAY_PATTERNS, style, language), locale=language)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)


def _moment(value: datetime, style: str) -> SafeString:
    local, language = timezone.localtime(value) if timezone.is_aware(value) else value, _language()
    text = format_datetime(local.replace(tzinfo=None), _pattern(_MOMENT_PATTERNS, style, language), locale=language)
    if style == "zone":
        text = f"{text} {offset_words(local)}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), text)


def _language() -> str:
    return get_language() or "en"


def _pattern(patterns: dict[str, str], style: str, language: str) -> str:
    return _LONG_WITH_OF if style == "long" and language in {"es", "pt"} else patterns[style]


def offset_words(local: datetime) -> str:
    """UTC+1, UTC−5, UTC+5:30."""
    span = local.utcoffset()
    minutes = int(span.total_seconds()) // 60 if span is not None else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "") if minutes else "UTC"
