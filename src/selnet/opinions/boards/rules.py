"""What may happen to a meeting, to a case on its agenda and to a decision. Pure state: the permission is asked elsewhere.

Every rule is a pair: `check_can_x` raises a UserError that says what to do instead, `can_x` answers for a template.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from selnet.access.api import UserError, question_of

from .models import AgendaItem, Decision, Meeting, MeetingStatus, ModalityDecision
from .quorum import Quorum

State = AgendaItem.State

MEETING_MOVES: dict[MeetingStatus, frozenset[MeetingStatus]] = {
    MeetingStatus.PLANNED: frozenset({MeetingStatus.OPEN, MeetingStatus.CANCELLED}),
    MeetingStatus.OPEN: frozenset({MeetingStatus.CLOSED}),
    MeetingStatus.CLOSED: frozenset(),
    MeetingStatus.CANCELLED: frozenset(),
}
ITEM_MOVES: dict[State, frozenset[State]] = {
    State.LISTED: frozenset({State.NOW, State.DECIDED, State.POSTPONED, State.REMOVED}),
    State.NOW: frozenset({State.LISTED, State.DECIDED, State.POSTPONED, State.REMOVED}),
    State.DECIDED: frozenset(),
    State.POSTPONED: frozenset({State.LISTED}),
    State.REMOVED: frozenset({State.LISTED}),
}
TO_COME = frozenset({MeetingStatus.PLANNED, MeetingStatus.OPEN})
WAITING = frozenset({State.LISTED, State.NOW})
NOT_KNOWN_YET = "not_known_yet"  # of the pack's answers about execution, the one that is asked again
PROOF_LASTS = timedelta(minutes=5)  # how long a proof of identity counts for a signature


# --- meetings


def check_can_move_meeting(meeting: Meeting, after: MeetingStatus) -> None:
    before = MeetingStatus(meeting.status)
    if after not in MEETING_MOVES[before]:
        raise UserError(
            _("This meeting is %(before)s; it cannot become %(after)s. Plan another one.")
            % {"before": str(before.label).lower(), "after": str(after.label).lower()}
        )


def check_can_close_meeting(meeting: Meeting, items: Iterable[AgendaItem]) -> None:
    """Nobody's case is forgotten: each is signed, postponed or taken off before the meeting closes."""
    check_can_move_meeting(meeting, MeetingStatus.CLOSED)
    waiting = sum(State(item.state) in WAITING for item in items)
    if waiting:
        raise UserError(
            _("%(count)s cases have no signed decision yet. Sign, postpone or take off each of them, then close the meeting.")
            % {"count": waiting}
        )


def check_can_prepare(meeting: Meeting) -> None:
    """Agenda and members' times may change until the meeting is over."""
    if MeetingStatus(meeting.status) not in TO_COME:
        raise UserError(_("This meeting is over, so its agenda stays as it was. Use the next meeting."))


def check_can_take_attendance(meeting: Meeting) -> None:
    if meeting.status != MeetingStatus.OPEN:
        raise UserError(_("Who is present is noted while the board sits. Open the meeting first."))


# --- cases on the agenda


def check_can_move_item(item: AgendaItem, meeting: Meeting, after: State) -> None:
    check_can_prepare(meeting)
    before = State(item.state)
    if after not in ITEM_MOVES[before]:
        raise UserError(
            _("This case is %(before)s here, so that is not possible. Load the page again to see where it stands.")
            % {"before": str(before.label).lower()}
        )


def check_can_start_item(item: AgendaItem, meeting: Meeting) -> None:
    check_can_move_item(item, meeting, State.NOW)
    if meeting.status != MeetingStatus.OPEN:
        raise UserError(_("The board does not sit yet. Open the meeting, then start with the case."))


# --- decisions


def check_can_write(decision: Decision | None, item: AgendaItem, meeting: Meeting) -> None:
    if decision is not None and decision.signed_at:
        raise UserError(_("This decision is signed and stays as it is. Write an addendum instead."))
    check_can_prepare(meeting)
    if State(item.state) not in WAITING:
        raise UserError(_("This case is not on the agenda any more. Put it on again to decide it."))


def sign_blockers(
    meeting: Meeting, modalities: Sequence[tuple[str, ModalityDecision | None]], quorum: Quorum, reason: str
) -> list[str]:
    """Everything that still stands between the decision and its signature, in words. `modalities` are (title, row)."""
    found: list[str] = []
    if meeting.status != MeetingStatus.OPEN:
        found.append(_("The board does not sit. A decision is signed while its meeting is open."))
    silent = [title for title, row in modalities if row is None or not row.recommendation]
    if silent:
        found.append(_("No recommendation yet: %(names)s.") % {"names": ", ".join(silent)})
    unasked = [title for title, row in modalities if row and row.recommendation and row.agreed is None]
    if unasked:
        found.append(_("No vote yet: %(names)s.") % {"names": ", ".join(unasked)})
    crowded = [title for title, row in modalities if row and (row.voters or 0) > quorum.present]
    if crowded:
        found.append(
            _("More votes than the %(count)s people noted as present: %(names)s. Correct the votes or the attendance.")
            % {"count": quorum.present, "names": ", ".join(crowded)}
        )
    if not quorum.is_met and not reason.strip():
        names = ", ".join(seat.title for seat in quorum.missing)
        found.append(
            _("Nobody present of: %(names)s. Wait for them, or say why the board decides without; it is printed.")
            % {"names": names}
        )
    return found


def check_can_sign(
    decision: Decision,
    meeting: Meeting,
    modalities: Sequence[tuple[str, ModalityDecision | None]],
    quorum: Quorum,
    reason: str,
) -> None:
    if decision.signed_at:
        raise UserError(_("This decision is already signed."))
    blockers = sign_blockers(meeting, modalities, quorum, reason)
    if blockers:
        raise UserError(" ".join(blockers))


def check_is_proven(proven_at: datetime | None, now: datetime) -> None:
    """A signature needs a fresh proof of who signs, not just an open session."""
    if proven_at is None or not timedelta(0) <= now - proven_at <= PROOF_LASTS:
        raise UserError(_("Prove again that it is you: a signature needs a proof not older than five minutes."))


def check_can_add_to(decision: Decision) -> None:
    """Addenda and answers about what was carried out belong to signed decisions only."""
    if not decision.signed_at:
        raise UserError(_("This decision is not signed yet. Change the decision itself."))


can_move_meeting = question_of(check_can_move_meeting)
can_close_meeting = question_of(check_can_close_meeting)
can_prepare = question_of(check_can_prepare)
can_take_attendance = question_of(check_can_take_attendance)
can_move_item = question_of(check_can_move_item)
can_start_item = question_of(check_can_start_item)
can_write = question_of(check_can_write)
can_sign = question_of(check_can_sign)
is_proven = question_of(check_is_proven)
can_add_to = question_of(check_can_add_to)
