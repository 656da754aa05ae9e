"""Local time and time zones. A sitting is planned in the board's own time and kept as a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.utils.translation import gettext as _

from selnet.access.api import UserError
from selnet.network.api import zone_of
from selnet.ui.api import offset_words


def moment_of(day: date, clock: time, zone: str) -> datetime:
    """The moment at which the clocks of the zone show this day and time.

    An hour that the clocks skip is refused. Of an hour that comes twice the first is meant.
    """
    local = datetime.combine(day, clock.replace(tzinfo=None), tzinfo=zone_of(zone))
    moment = local.astimezone(UTC)
    if moment.astimezone(zone_of(zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise UserError(
            _("%(time)s does not exist on this day in %(zone)s: the clocks go forward. Choose an hour later.")
            % {"time": f"{clock:%H:%M}", "zone": zone},
            field="time",
        )
    return moment


@dataclass(frozen=True)
class LocalTime:
    """A moment as the clocks of one zone show it. `people` are those who live by it."""

    zone: str
    at: datetime
    people: tuple[str, ...]
    days_off: int  # 1: already the next day there, compared with the board's own day
    at_night: bool

    @property
    def place(self) -> str:
        return self.zone.rsplit("/", 1)[-1].replace("_", " ")

    @property
    def offset(self) -> str:
        return offset_words(self.at)


def in_zones(moment: datetime, own_zone: str, people: Iterable[tuple[str, str]]) -> list[LocalTime]:
    """The moment in every zone of (name, zone), from west to east."""
    own_day = moment.astimezone(zone_of(own_zone)).date()
    by_zone: dict[str, list[str]] = {own_zone: []}
    for name, zone in people:
        by_zone.setdefault(zone, []).append(name)
    found = [_local(moment, zone, names, own_day) for zone, names in by_zone.items()]
    return sorted(found, key=lambda local: (local.at.replace(tzinfo=None), local.zone))


def _local(moment: datetime, zone: str, names: list[str], own_day: date) -> LocalTime:
    at = moment.astimezone(zone_of(zone))
    return LocalTime(
        zone=zone, at=at, people=tuple(sorted(names)), days_off=(at.date() - own_day).days, at_night=not 7 <= at.hour < 21
    )
