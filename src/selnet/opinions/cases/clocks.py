"""The two clocks of a case: first answer and closure. Both start when it is sent, both wait while the referrer is asked for
more, and what that took is added to both limits. Closure is reached when the case is answered; what follows is the referrer's.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.packs.api import Urgency
from selnet.record.api import pack_of
from selnet.ui.api import Clock, ClockState, duration_words, running_clock

from .models import Assignment, Case


@dataclass(frozen=True)
class CaseClocks:
    first_answer: Clock | None
    closure: Clock | None

    @property
    def main(self) -> Clock | None:
        """The one that runs out next: the first answer until it is given, then closure."""
        if self.first_answer is not None and self.first_answer.state is not ClockState.MET:
            return self.first_answer
        return self.closure


def urgency_of(case: Case) -> Urgency | None:
    return next((each for each in pack_of(case.patient).cases.urgencies if each.id == case.urgency), None)


def limits(urgency: Urgency, sent_at: datetime) -> tuple[datetime, datetime]:
    """When the first answer and the closure are due."""
    return sent_at + timedelta(hours=urgency.first_answer_hours), sent_at + timedelta(hours=urgency.closure_hours)


def clocks_of(case: Case, now: datetime | None = None) -> CaseClocks:
    now = now or timezone.now()
    if case.sent_at is None:
        return CaseClocks(None, None)
    ended = case.closed_at or now
    return CaseClocks(
        _clock(case, case.first_answer_due, case.first_answered_at or case.decided_at, ended),
        _clock(case, case.closure_due, case.decided_at, ended),
    )


def _clock(case: Case, due: datetime | None, met_at: datetime | None, now: datetime) -> Clock | None:
    if due is None or case.sent_at is None:
        return None
    if met_at is not None:
        return _stopped(case.sent_at, due, met_at)
    waits = _("waits for the referrer") if case.paused_at else ""
    return running_clock(start=case.sent_at, due=due, now=now, paused_because=waits, paused_at=case.paused_at)


def _stopped(start: datetime, due: datetime, met_at: datetime) -> Clock:
    took = duration_words(met_at - start)
    if met_at <= due:
        return Clock(ClockState.MET, _("In time"), _("after %(time)s") % {"time": took}, (met_at - start) / (due - start))
    late = duration_words(met_at - due)
    return Clock(ClockState.OVER, _("%(time)s late") % {"time": late}, _("after %(time)s") % {"time": took}, 1.0)


def clock_of_assignment(assignment: Assignment, case: Case, now: datetime) -> Clock:
    waits = _("waits for the referrer") if case.paused_at else ""
    return running_clock(
        start=assignment.assigned_at, due=assignment.due_at, now=now, paused_because=waits, paused_at=case.paused_at
    )


def next_due(case: Case) -> datetime | None:
    """The limit that runs out next and is still owed."""
    if case.first_answered_at is None and case.decided_at is None:
        return case.first_answer_due
    return case.closure_due if case.decided_at is None else None
