"""What is done to a case on an agenda: put on, moved, started, postponed, taken off."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from selnet.access.api import ActorRequest, Permission, Refused, UserError, requires
from selnet.opinions.boards.forms import text_form
from selnet.opinions.boards.selectors import agenda as reads
from selnet.opinions.boards.selectors import boards as board_reads
from selnet.opinions.boards.services import agenda as writes
from selnet.ui.api import whole_number


@require_POST
@requires(Permission.BOARD_PREPARE)
def add_case(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    meeting = board_reads.get_meeting(request.actor, meeting_id)
    item = writes.add_case(actor=request.actor, meeting=meeting, case_id=_uuid(request.POST.get("case", "")))
    messages.success(request, _("%(patient)s is on the agenda.") % {"patient": item.patient.pseudonym})
    return redirect("boards:meeting", meeting.pk)


@require_POST
@requires(Permission.BOARD_PREPARE)
def move_item(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """`move` is up, down, first or last; `to` a place counted from 1."""
    meeting = board_reads.get_meeting(request.actor, meeting_id)
    move = request.POST.get("move", "")
    typed = request.POST.get("to", "") if move in ("", "to") else ""
    place = whole_number(typed)
    if typed and place is None:
        raise UserError(_("Write the place as a number, counted from 1."))
    to = move if place is None else place
    item = _uuid(request.POST.get("item", ""))
    writes.move(actor=request.actor, meeting=meeting, item_id=item, to=to)
    answer = redirect("boards:meeting", meeting.pk)
    answer["Location"] += f"#item-{item}"
    return answer


@require_POST
@requires(Permission.BOARD_PREPARE)
def start_item(request: ActorRequest, item_id: UUID) -> HttpResponse:
    reads.get_item(request.actor, item_id)
    writes.start(actor=request.actor, item_id=item_id)
    return redirect("boards:present", item_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.BOARD_PREPARE)
def postpone_item(request: ActorRequest, item_id: UUID) -> HttpResponse:
    item = reads.get_item(request.actor, item_id)
    request.actor.require(Permission.BOARD_PREPARE, item.meeting.board.institution_id)
    label, hint = _("What does the board need before it can decide?"), _("The clinician and the coordinator read this.")
    form = text_form("note", label, hint)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        writes.postpone(actor=request.actor, item_id=item.pk, note=form.cleaned_data["note"])
        messages.success(request, _("The case is postponed and waits for another meeting."))
        return redirect("boards:meeting", item.meeting_id)
    context = {"item": item, "meeting": item.meeting, "form": form}
    return render(request, "boards/postpone.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(Permission.BOARD_PREPARE)
def take_off_item(request: ActorRequest, item_id: UUID) -> HttpResponse:
    item = reads.get_item(request.actor, item_id)
    writes.take_off(actor=request.actor, item_id=item.pk, note=request.POST.get("note", ""))
    messages.success(request, _("The case is off the agenda and waits for another meeting."))
    return redirect("boards:meeting", item.meeting_id)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused(text) from None
