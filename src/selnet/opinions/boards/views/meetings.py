"""Planning a meeting, its page with the agenda, opening, closing, calling off, who is present."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from selnet.access.api import ActorRequest, Permission, UserError, requires, show_at_field
from selnet.opinions.boards import rules
from selnet.opinions.boards.forms import ScheduleForm, text_form
from selnet.opinions.boards.models import Board, Meeting, MeetingStatus
from selnet.opinions.boards.quorum import discipline_titles
from selnet.opinions.boards.selectors import agenda as agenda_reads
from selnet.opinions.boards.selectors import boards as reads
from selnet.opinions.boards.services import attendance
from selnet.opinions.boards.services import meetings as writes
from selnet.opinions.boards.zones import LocalTime, in_zones, moment_of
from selnet.record.api import pack_of
from selnet.ui.api import whole_number


@require_http_methods(["GET", "POST"])
@requires(Permission.BOARD_PREPARE)
def schedule_meeting(request: ActorRequest, board_id: int) -> HttpResponse:
    """“Show the times” (and htmx, when day or time change) shows what the form means for everybody, without planning it."""
    board = reads.get_board(request.actor, board_id)
    request.actor.require(Permission.BOARD_PREPARE, board.institution_id)
    form = ScheduleForm(request.POST or None, board=board)
    is_preview = "preview" in request.POST or "HX-Request" in request.headers
    zones: list[LocalTime] = []
    if request.method == "POST" and form.is_valid():
        try:
            zones = _zones(board, form)
            if not is_preview:
                meeting = writes.schedule(actor=request.actor, board=board, new=form.new_meeting())
                messages.success(request, _("The meeting is planned and its members are told."))
                return redirect("boards:meeting", meeting.pk)
        except UserError as error:
            show_at_field(form, error)
    context = {"board": board, "form": form, "zones": zones}
    failed = form.is_bound and form.errors and not is_preview
    return render(request, "boards/schedule.html", context, status=422 if failed else 200)


def _zones(board: Board, form: ScheduleForm) -> list[LocalTime]:
    starts_at = moment_of(form.cleaned_data["day"], form.cleaned_data["time"], board.time_zone)
    return in_zones(starts_at, board.time_zone, _living_by(board))


def _living_by(board: Board) -> list[tuple[str, str]]:
    return [(member.person.name, member.person.time_zone) for member in reads.members_of(board)]


@require_GET
@requires(Permission.BOARD_TAKE_PART)
def meeting_page(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    meeting = reads.get_meeting(request.actor, meeting_id)
    return render(request, "boards/meeting.html", _context(request, meeting))


def _context(request: ActorRequest, meeting: Meeting) -> dict[str, object]:
    lines = agenda_reads.lines_of(agenda_reads.items_of(meeting))
    standing = [line for line in lines if line.item.state in agenda_reads.STANDING]
    may_prepare = request.actor.can(Permission.BOARD_PREPARE, meeting.board.institution_id)
    is_to_come = rules.can_prepare(meeting)
    return {
        "meeting": meeting,
        "board": meeting.board,
        "lines": standing,
        "gone": [line for line in lines if line not in standing],
        "incomplete": sum(bool(line.missing) and not line.is_signed for line in standing),
        "here": next((line for line in standing if line.item.state == rules.State.NOW), standing[0] if standing else None),
        "zones": in_zones(meeting.starts_at, meeting.board.time_zone, _living_by(meeting.board)),
        "quorum": agenda_reads.quorum_now(meeting),
        "sitting": _sitting(meeting) if may_prepare and meeting.status == MeetingStatus.OPEN else [],
        "present": agenda_reads.attendances_of(meeting),
        "titles": discipline_titles(pack_of(meeting.board.pack)),
        "ready": agenda_reads.ready_cases(request.actor, meeting.board) if may_prepare and is_to_come else [],
        "may_prepare": may_prepare and is_to_come,
        "can_close": rules.can_close_meeting(meeting, [line.item for line in lines]),
    }


def _sitting(meeting: Meeting) -> list[dict[str, object]]:
    """The attendance form: everybody who may attend, and how they are noted."""
    noted = {each.person_id: each for each in agenda_reads.attendances_of(meeting)}
    titles = discipline_titles(pack_of(meeting.board.pack))
    people = agenda_reads.people_by_id(attendance.who_may_attend(meeting))
    return [
        {
            "person": people[person_id],
            "discipline": titles.get(discipline, discipline),
            "is_present": person_id in noted,
            "by_call": person_id in noted and noted[person_id].by_call,
        }
        for person_id, discipline in sorted(
            attendance.who_may_attend(meeting).items(), key=lambda pair: (list(titles).index(pair[1]), people[pair[0]].name)
        )
    ]


@require_POST
@requires(Permission.BOARD_PREPARE)
def take_attendance(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    meeting = reads.get_meeting(request.actor, meeting_id)
    present = {
        person_id: attendance.Presence(by_call=f"call-{value}" in request.POST)
        for value in request.POST.getlist("present")
        if (person_id := whole_number(value)) is not None
    }
    attendance.take(actor=request.actor, meeting=meeting, present=present)
    messages.success(request, _("Noted who is present."))
    return redirect("boards:meeting", meeting.pk)


@require_POST
@requires(Permission.BOARD_PREPARE)
def open_meeting(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    meeting = writes.open_meeting(actor=request.actor, meeting=reads.get_meeting(request.actor, meeting_id))
    messages.success(request, _("The board sits. Note who is present, then start with the first case."))
    return redirect("boards:meeting", meeting.pk)


@require_POST
@requires(Permission.BOARD_PREPARE)
def close_meeting(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    meeting = writes.close_meeting(actor=request.actor, meeting=reads.get_meeting(request.actor, meeting_id))
    messages.success(request, _("The meeting is closed. Its members see the patients no more."))
    return redirect("boards:meeting", meeting.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.BOARD_PREPARE)
def cancel_meeting(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    meeting = reads.get_meeting(request.actor, meeting_id)
    request.actor.require(Permission.BOARD_PREPARE, meeting.board.institution_id)
    form = text_form("reason", _("Why is the meeting called off?"), _("The members read this. No name of a patient."))(
        request.POST or None
    )
    if request.method == "POST" and form.is_valid():
        writes.cancel(actor=request.actor, meeting=meeting, reason=form.cleaned_data["reason"])
        messages.success(request, _("The meeting is called off, its members are told, its cases wait for another one."))
        return redirect("boards:meeting", meeting.pk)
    context = {"meeting": meeting, "form": form, "now": timezone.now()}
    return render(request, "boards/cancel.html", context, status=422 if form.is_bound else 200)
