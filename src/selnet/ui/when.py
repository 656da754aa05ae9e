"""Dates and moments as a person reads them: their language, their time zone, never month first in figures."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

# Django's format characters; month names come from the active language.
_DAY_FORMATS: Final = {"": "j M Y", "short": "j M", "long": "l j F Y", "month": "M Y"}
_MOMENT_FORMATS: Final = {
    **_DAY_FORMATS,
    "": "j M Y, H:i",
    "short": "j M, H:i",
    "time": "H:i",
    "day": "j M Y",
    "zone": "j M Y, H:i",
}


def when_html(value: date | datetime | None, style: str = "") -> SafeString | str:
    """A `<time>` element. Styles: short, long, month; for moments also time, day, zone."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return _moment(value, style)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_format(value, _DAY_FORMATS[style]))


def _moment(value: datetime, style: str) -> SafeString:
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    text = date_format(local, _MOMENT_FORMATS[style])
    if style == "zone":
        text = f"{text} {_offset(local)}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), text)


def _offset(local: datetime) -> str:
    span = local.utcoffset()
    minutes = int(span.total_seconds()) // 60 if span is not None else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "") if minutes else "UTC"
