from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from selnet.access.api import ActorRequest
from selnet.network.models import Notice
from selnet.network.notice_kinds import NOTICE_KINDS
from selnet.network.services.notices import notice_opened, notices_read

NOTICES_A_PAGE = 30


def notice_list(request: ActorRequest) -> HttpResponse:
    """What I was told, the newest first."""
    mine = Notice.objects.filter(person_id=request.actor.person_id or 0, kind__in=list(NOTICE_KINDS)).order_by("-created_at")
    page = Paginator(mine, NOTICES_A_PAGE).get_page(request.GET.get("page"))
    rows = [(notice, NOTICE_KINDS[notice.kind]) for notice in page]
    context = {"page": page, "rows": rows, "unread": mine.filter(read_at=None).count()}
    return render(request, "network/notices.html", context)


def notice_open(request: ActorRequest, notice_id: UUID) -> HttpResponse:
    """Follows a notice to its page; following it is reading it."""
    notice = notice_opened(actor=request.actor, notice_id=notice_id)
    return redirect(notice.link)


@require_POST
def notices_all_read(request: ActorRequest) -> HttpResponse:
    notices_read(actor=request.actor)
    return redirect("notices:list")
