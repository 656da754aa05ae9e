"""How long cases of the last month took, with those that are not answered yet counted, never left out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final, NamedTuple

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import Actor, Permission

WINDOW: Final = timedelta(days=30)


class Times(NamedTuple):
    sent_at: datetime
    first_answer_due: datetime
    first_answered_at: datetime | None
    closure_due: datetime
    decided_at: datetime | None
    closed_at: datetime | None
    paused: bool


@dataclass(frozen=True)
class Step:
    """One step of the way: the median of what was answered, and the share in time among those of which it is known."""

    title: str
    median: timedelta | None
    in_time: int
    late: int  # answered late, or unanswered past the limit
    waiting: int  # unanswered, the limit not reached yet
    ended: int  # withdrawn or declined before an answer

    @property
    def known(self) -> int:
        return self.in_time + self.late

    @property
    def percent(self) -> int | None:
        return round(100 * self.in_time / self.known) if self.known else None


def last_month(actor: Actor, now: datetime) -> tuple[list[Step], int]:
    """The two steps and how many cases were sent. Calendar time from sending; limits are those moved by pauses."""
    if not (actor.can(Permission.CASE_TRIAGE) or actor.can(Permission.CASE_OPEN)):
        return [], 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM case_times(%s)", [now - WINDOW])
        rows = [Times(*row) for row in cursor.fetchall()]
    steps = [
        _step(_("First answer"), rows, now, lambda t: (t.first_answered_at, t.first_answer_due)),
        _step(_("Case answered"), rows, now, lambda t: (t.decided_at, t.closure_due)),
    ]
    return steps, len(rows)


def _step(title: str, rows: Iterable[Times], now: datetime, read: Callable[[Times], tuple[datetime | None, datetime]]) -> Step:
    took: list[timedelta] = []
    counts = {"in_time": 0, "late": 0, "waiting": 0, "ended": 0}
    for row in rows:
        answered, due = read(row)
        counts[_outcome(row, answered, due, now)] += 1
        if answered is not None:
            took.append(answered - row.sent_at)
    return Step(title, _median(took), counts["in_time"], counts["late"], counts["waiting"], counts["ended"])


def _outcome(row: Times, answered: datetime | None, due: datetime, now: datetime) -> str:
    if answered is not None:
        return "in_time" if answered <= due else "late"
    if row.closed_at is not None:
        return "ended"
    return "late" if due < now and not row.paused else "waiting"


def _median(spans: list[timedelta]) -> timedelta | None:
    return timedelta(seconds=median(span.total_seconds() for span in spans)) if spans else None


@dataclass(frozen=True)
class CentreCount:
    """Open and late cases of one centre: all that those who keep the network see."""

    institution_id: int
    open: int
    late: int
    since: datetime | None  # the limit that passed first


def counts_by_centre() -> list[CentreCount]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM case_counts_by_centre(%s)", [timezone.now()])
        return sorted((CentreCount(*row) for row in cursor.fetchall()), key=lambda count: (-count.late, -count.open))
