"""Planning a sitting, opening and closing it, calling it off."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import Actor, Permission, UserError
from selnet.opinions.boards import notices, rules
from selnet.opinions.boards.limits import LINE
from selnet.opinions.boards.models import AgendaItem, Board, BoardMember, Meeting, MeetingStatus
from selnet.opinions.boards.rules import WAITING, State
from selnet.opinions.boards.zones import moment_of
from selnet.opinions.cases.api import back_from_board
from selnet.record.api import typed_text

from . import locking, sharing, trail

SHORTEST, LONGEST = 15, 480  # minutes
FURTHEST = timedelta(days=550)


@dataclass(frozen=True)
class NewMeeting:
    """Day and time as the clocks of the board's zone show them."""

    day: date
    clock: time
    minutes: int = 90
    place: str = ""


@transaction.atomic
def schedule(*, actor: Actor, board: Board, new: NewMeeting) -> Meeting:
    """Plans a sitting and tells the members. Planning the same twice plans it once."""
    actor.require(Permission.BOARD_PREPARE, board.institution_id)
    starts_at = moment_of(new.day, new.clock, board.time_zone)
    _check_time(new, starts_at - timezone.now())
    place = typed_text(new.place, field="place", longest=200, label=_("The place"))
    standing = _standing(board, starts_at)
    if standing is not None:
        return standing
    meeting = Meeting(board=board, starts_at=starts_at, minutes=new.minutes, place=place, planned_by_id=actor.person_id)
    try:
        with transaction.atomic():
            meeting.save(force_insert=True)
    except IntegrityError:  # planned in the same moment by somebody else
        return Meeting.objects.exclude(status=MeetingStatus.CANCELLED).get(board=board, starts_at=starts_at)
    trail.of_meeting(actor, meeting, "planned", minutes=meeting.minutes)
    notices.tell_members(actor, meeting, "boards.meeting_planned")
    return meeting


def _standing(board: Board, starts_at: datetime) -> Meeting | None:
    return Meeting.objects.filter(board=board, starts_at=starts_at).exclude(status=MeetingStatus.CANCELLED).first()


def _check_time(new: NewMeeting, ahead: timedelta) -> None:
    if ahead < timedelta(0):
        raise UserError(_("This time has passed. Choose a day and time to come."), field="day")
    if ahead > FURTHEST:
        raise UserError(_("This is more than a year and a half ahead. Check the year."), field="day")
    if not SHORTEST <= new.minutes <= LONGEST:
        raise UserError(
            _("A meeting lasts between %(least)s and %(most)s minutes.") % {"least": SHORTEST, "most": LONGEST}, field="minutes"
        )


@transaction.atomic
def cancel(*, actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Calls the sitting off: its cases wait for another one, and the members see them no more."""
    meeting = locking.locked_meeting(meeting.pk)
    actor.require(Permission.BOARD_PREPARE, meeting.board.institution_id)
    rules.check_can_move_meeting(meeting, MeetingStatus.CANCELLED)
    meeting.cancel_reason = typed_text(
        reason, field="reason", longest=LINE, label=_("The reason"), missing=_("Say why the meeting is called off.")
    )
    items = _waiting(meeting)
    for item in items:
        item.state, item.note = State.REMOVED, meeting.cancel_reason
        item.save(update_fields=["state", "note"])
        back_from_board(actor, item.case_id, note=_("The meeting was called off."))
        trail.of_item(actor, item, "taken_off")
    meeting.status = MeetingStatus.CANCELLED
    meeting.save(update_fields=["status", "cancel_reason"])
    trail.of_meeting(actor, meeting, "cancelled", cases=len(items))
    notices.tell_members(actor, meeting, "boards.meeting_cancelled")
    sharing.close_to_members(actor, meeting, [item.patient_id for item in items])
    return meeting


@transaction.atomic
def open_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """The board sits."""
    meeting = locking.locked_meeting(meeting.pk)
    actor.require(Permission.BOARD_PREPARE, meeting.board.institution_id)
    if meeting.status == MeetingStatus.OPEN:
        return meeting
    rules.check_can_move_meeting(meeting, MeetingStatus.OPEN)
    if not BoardMember.objects.filter(board=meeting.board, left_at=None, is_chair=True).exists():
        raise UserError(_("This board has no chair, so nothing could be signed. Add a chair first."))
    meeting.status, meeting.opened_at = MeetingStatus.OPEN, timezone.now()
    meeting.save(update_fields=["status", "opened_at"])
    trail.of_meeting(actor, meeting, "opened")
    return meeting


@transaction.atomic
def close_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """The sitting is over: the members see its cases no more."""
    meeting = locking.locked_meeting(meeting.pk)
    actor.require(Permission.BOARD_PREPARE, meeting.board.institution_id)
    if meeting.status == MeetingStatus.CLOSED:
        return meeting
    items = list(AgendaItem.objects.filter(meeting=meeting))
    rules.check_can_close_meeting(meeting, items)
    meeting.status, meeting.closed_at = MeetingStatus.CLOSED, timezone.now()
    meeting.save(update_fields=["status", "closed_at"])
    trail.of_meeting(actor, meeting, "closed", cases=sum(item.state == State.DECIDED for item in items))
    sharing.close_to_members(actor, meeting, [item.patient_id for item in items])
    return meeting


def _waiting(meeting: Meeting) -> list[AgendaItem]:
    return list(AgendaItem.objects.filter(meeting=meeting, state__in=WAITING).select_related("patient"))
