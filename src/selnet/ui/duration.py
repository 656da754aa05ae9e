"""A length of time in the two largest units that matter: "1 d 6 h", "4 h 20 min", "12 min"."""

from datetime import timedelta

from django.utils.translation import gettext as _

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR


def duration_words(span: timedelta) -> str:
    """Words for the size of a span; the sign is the caller's to say ("left", "late")."""
    seconds = abs(int(span.total_seconds()))
    if seconds < _MINUTE:
        return _("under 1 min")
    days, rest = divmod(seconds, _DAY)
    hours, rest = divmod(rest, _HOUR)
    minutes = rest // _MINUTE
    if days >= 1:
        return _join(_("%(n)d d") % {"n": days}, hours, _("%(n)d h"))
    if hours >= 1:
        return _join(_("%(n)d h") % {"n": hours}, minutes, _("%(n)d min"))
    return _("%(n)d min") % {"n": minutes}


def _join(large: str, count: int, pattern: str) -> str:
    return f"{large} {pattern % {'n': count}}" if count else large
