"""The list of boards, one board, making one, its members."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from selnet.access.api import ActorRequest, Permission, UserError, requires, show_at_field
from selnet.network.api import Institution
from selnet.opinions.boards.forms import BoardForm, MemberForm
from selnet.opinions.boards.models import Board
from selnet.opinions.boards.quorum import discipline_titles, quorum_of
from selnet.opinions.boards.selectors import boards as reads
from selnet.opinions.boards.selectors.feeds import feed_of
from selnet.opinions.boards.services import boards as writes
from selnet.packs.api import Pack
from selnet.record.api import pack_of


@require_GET
@requires(Permission.BOARD_TAKE_PART)
def board_list(request: ActorRequest) -> HttpResponse:
    boards = reads.boards_of(request.actor)
    context = {
        "boards": boards,
        "sittings": reads.sittings_of(boards, timezone.now()),
        "may_make": request.actor.can(Permission.BOARD_PREPARE),
        "has_feed": feed_of(request.actor.person_id) is not None,
    }
    return render(request, "boards/boards.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.BOARD_PREPARE)
def new_board(request: ActorRequest) -> HttpResponse:
    institutions = list(
        Institution.objects.filter(pk__in=request.actor.institutions_with(Permission.BOARD_PREPARE)).order_by("name")
    )
    form = BoardForm(request.POST or None, institutions=institutions, packs=_packs())
    if request.method == "POST" and form.is_valid():
        try:
            board = writes.make(actor=request.actor, new=form.new_board())
        except UserError as error:
            show_at_field(form, error)
        else:
            messages.success(request, _("The board is made. Add who sits in it, its chair first."))
            return redirect("boards:board", board.pk)
    return render(request, "boards/new_board.html", {"form": form}, status=422 if form.is_bound else 200)


def _packs() -> list[Pack]:
    return [pack_of(folder.name) for folder in sorted(settings.SELNET_PACKS.iterdir()) if (folder / "board.yaml").exists()]


@require_GET
@requires(Permission.BOARD_TAKE_PART)
def board_page(request: ActorRequest, board_id: int) -> HttpResponse:
    return _page(request, reads.get_board(request.actor, board_id))


def _page(request: ActorRequest, board: Board, form: MemberForm | None = None) -> HttpResponse:
    members, pack = reads.members_of(board), pack_of(board.pack)
    titles = discipline_titles(pack)
    may_prepare = request.actor.can(Permission.BOARD_PREPARE, board.institution_id)
    context = {
        "board": board,
        "members": [(member, titles.get(member.discipline, member.discipline)) for member in members],
        "has_chair": any(member.is_chair for member in members),
        "quorum": quorum_of(pack, [(member.discipline, False) for member in members]),
        "source": pack.sources.get(pack.board.source),
        "sittings": reads.sittings_of([board], timezone.now()),
        "past": reads.past_sittings_of(board),
        "may_prepare": may_prepare,
        "form": form or (MemberForm(people=list(reads.people_to_seat(board)), pack=pack) if may_prepare else None),
    }
    return render(request, "boards/board.html", context, status=422 if form else 200)


@require_POST
@requires(Permission.BOARD_PREPARE)
def add_member(request: ActorRequest, board_id: int) -> HttpResponse:
    board = reads.get_board(request.actor, board_id)
    form = MemberForm(request.POST, people=list(reads.people_who_take_part().order_by("name")), pack=pack_of(board.pack))
    if form.is_valid():
        data = form.cleaned_data
        try:
            writes.add_member(
                actor=request.actor, board=board, person_id=int(data["person"]), discipline=data["discipline"],
                is_chair=data["is_chair"],
            )  # fmt: skip
        except UserError as error:
            show_at_field(form, error)
    if form.errors:
        return _page(request, board, form)
    return redirect("boards:board", board.pk)


@require_POST
@requires(Permission.BOARD_PREPARE)
def end_membership(request: ActorRequest, board_id: int, member_id: int) -> HttpResponse:
    board = reads.get_board(request.actor, board_id)
    writes.end_membership(actor=request.actor, board=board, member_id=member_id)
    return redirect("boards:board", board.pk)
