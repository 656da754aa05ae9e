"""The presenter screen: one case as the whole board reads it, and where its decision is written down."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from selnet.access.api import ActorRequest, Permission, UserError, requires, show_at_field
from selnet.opinions.boards import rules
from selnet.opinions.boards.models import AgendaItem
from selnet.opinions.boards.panels import ITEM_PANELS
from selnet.opinions.boards.row_forms import DecisionForm
from selnet.opinions.boards.selectors import agenda as reads
from selnet.opinions.boards.selectors.boards import get_meeting, is_chair
from selnet.opinions.boards.selectors.presenting import Screen, clock_of, screen_of
from selnet.opinions.boards.services import decisions as writes
from selnet.opinions.cases.api import case_title
from selnet.record.api import patients


@require_http_methods(["GET", "POST"])
@requires(Permission.BOARD_TAKE_PART)
def present(request: ActorRequest, item_id: UUID) -> HttpResponse:
    item = reads.get_item(request.actor, item_id)
    get_meeting(request.actor, item.meeting_id)
    screen = screen_of(request.actor, item, timezone.now())
    form = _form(request, screen)
    if request.method == "POST":
        saved = form.is_valid() and _save(request, screen, form)
        if saved:
            return redirect("boards:present", item.pk)
    else:
        patients.noticed(request.actor, item.patient, what="board")
    return render(request, "boards/present.html", _context(request, screen, form), status=422 if form.is_bound else 200)


def _form(request: ActorRequest, screen: Screen) -> DecisionForm:
    decision = screen.decision
    return DecisionForm(
        request.POST if request.method == "POST" else None,
        pack=screen.pack,
        lines=screen.modalities,
        initial={"version": decision.version if decision else 0, "summary": decision.summary if decision else ""},
    )


def _save(request: ActorRequest, screen: Screen, form: DecisionForm) -> bool:
    unanimous = screen.quorum if request.POST.get("votes") == "unanimous" else None
    try:
        writes.save(
            actor=request.actor,
            item_id=screen.item.pk,
            summary=form.cleaned_data["summary"],
            rows=form.typed_rows(unanimous),
            expected_version=form.cleaned_data["version"],
        )
    except UserError as error:
        show_at_field(form, error)
        return False
    messages.success(request, _("Saved."))
    return True


def _context(request: ActorRequest, screen: Screen, form: DecisionForm) -> dict[str, object]:
    item, meeting = screen.item, screen.meeting
    may_prepare = request.actor.can(Permission.BOARD_PREPARE, meeting.board.institution_id)
    may_write = may_prepare and rules.can_write(screen.decision, item, meeting)
    return {
        "screen": screen,
        "item": item,
        "meeting": meeting,
        "board": meeting.board,
        "headline": screen.headline,
        "title": case_title(item.case),
        "form": form,
        "rows": list(form.rows()),
        "may_write": may_write,
        "may_prepare": may_prepare,
        "may_start": may_prepare and item.state != rules.State.NOW and rules.can_start_item(item, meeting),
        "may_leave": may_prepare and rules.can_move_item(item, meeting, rules.State.POSTPONED),
        "may_sign": _may_sign(request, item, screen),
        "panels": ITEM_PANELS.drawn(request, item)["main"],
        "sources": sorted(screen.pack.sources),
    }


def _may_sign(request: ActorRequest, item: AgendaItem, screen: Screen) -> bool:
    board = item.meeting.board
    return (
        screen.decision is not None
        and not screen.decision.signed_at
        and request.actor.can(Permission.BOARD_SIGN, board.institution_id)
        and is_chair(request.actor, board)
    )


@require_GET
@requires(Permission.BOARD_TAKE_PART)
def item_clock(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """The case's time alone, for the page that asks for it again and again."""
    item = reads.get_item(request.actor, item_id)
    get_meeting(request.actor, item.meeting_id)
    return render(request, "boards/_clock.html", {"item": item, "clock": clock_of(item)})
