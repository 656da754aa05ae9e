"""A clock as a page shows it: words, a bar of time used, and a state with its own shape."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from selnet.ui.duration import duration_words

_ENDS_TODAY = timedelta(hours=24)


class ClockState(StrEnum):
    """Values are CSS classes of `.clock` as well."""

    OK = "ok"
    DUE = "due"  # ends within a day
    OVER = "over"
    PAUSED = "paused"  # waits for someone outside
    MET = "met"  # stopped in time


_ICONS = {
    ClockState.OK: "clock",
    ClockState.DUE: "clock",
    ClockState.OVER: "over",
    ClockState.PAUSED: "pause",
    ClockState.MET: "met",
}


@dataclass(frozen=True, slots=True)
class Clock:
    """`text` is the time left or late, `detail` the limit in words, `used_share` (0 to 1) how much of it is gone."""

    state: ClockState
    text: str
    detail: str = ""
    used_share: float = 0.0

    @property
    def icon(self) -> str:
        return _ICONS[ClockState(self.state)]

    @property
    def percent(self) -> int:
        return round(100 * min(1.0, max(0.0, self.used_share)))


def running_clock(
    *, start: datetime, due: datetime, now: datetime, paused_because: str = "", paused_at: datetime | None = None
) -> Clock:
    """The clock of a task that began at `start` and should end at `due`. A paused clock shows what it waits for."""
    limit = due - start
    used = ((paused_at or now) - start) / limit if limit else 1.0
    if paused_because:
        return Clock(ClockState.PAUSED, _("Paused"), paused_because, used)
    of_limit = _("of %(limit)s") % {"limit": duration_words(limit)}
    if now > due:
        return Clock(ClockState.OVER, _("%(time)s late") % {"time": duration_words(now - due)}, of_limit, 1.0)
    state = ClockState.DUE if due - now <= _ENDS_TODAY else ClockState.OK
    return Clock(state, _("%(time)s left") % {"time": duration_words(due - now)}, of_limit, used)
