"""Dates and times of day, as REDCap stores them: YYYY-MM-DD, YYYY-MM-DD HH:MM[:SS], HH:MM[:SS]."""

import re
from datetime import date

_DAY = 86_400
# REDCap's own lengths (Special Functions: 1 year = 365.2425 days, 1 month = 30.44 days)
_UNITS = {"y": 365.2425 * _DAY, "M": 30.44 * _DAY, "d": float(_DAY), "h": 3600.0, "m": 60.0, "s": 1.0}
UNITS = frozenset(_UNITS)
_MOMENT = re.compile(r"([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})(?:[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?)?")
_TIME = re.compile(r"([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?")


def day_of(text: object) -> date | None:
    """The calendar day of a date or a date and time; None for anything else, 30 February included."""
    match = _MOMENT.fullmatch(text) if isinstance(text, str) else None
    if not match or _clock(match.groups()[3:]) is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:  # such as 30 February
        return None


def is_moment(text: object) -> bool:
    return day_of(text) is not None or _time_of_day(text) is not None


def difference(first: object, second: object, unit: str) -> float | None:
    """From the first to the second, in a unit; negative when the second is earlier. A date is its midnight."""
    a, b = _seconds(first), _seconds(second)
    if a is None or b is None or unit not in _UNITS or (_is_time(first) != _is_time(second)):
        return None
    return (b - a) / _UNITS[unit]


def days_between(first: object, second: object) -> float | None:
    a, b = day_of(first), day_of(second)
    return float((b - a).days) if a and b else None


def age(born: object, at: object) -> float | None:
    """Completed years. A birthday on 29 February is reached on 1 March in a common year. None before birth."""
    a, b = day_of(born), day_of(at)
    if a is None or b is None or b < a:
        return None
    return float(b.year - a.year - ((b.month, b.day) < (a.month, a.day)))


def exact_age(born: object, at: object) -> float | None:
    days = days_between(born, at)
    return None if days is None or days < 0 else days / 365.2425


def _seconds(text: object) -> int | None:
    day = day_of(text)
    if day is None:
        return _time_of_day(text)
    match = _MOMENT.fullmatch(str(text))
    return day.toordinal() * _DAY + ((_clock(match.groups()[3:]) if match else 0) or 0)


def _is_time(text: object) -> bool:
    return day_of(text) is None


def _time_of_day(text: object) -> int | None:
    match = _TIME.fullmatch(text) if isinstance(text, str) else None
    return _clock(match.groups()) if match else None


def _clock(parts: tuple[str | None, ...]) -> int | None:
    """Seconds since midnight; None when there is no such time."""
    hour, minute, second = (int(part or 0) for part in parts)
    return hour * 3600 + minute * 60 + second if hour < 24 and minute < 60 and second < 60 else None
