"""A person's calendar of meetings: its secret address, and what a calendar program reads there."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from selnet.access.api import ActorRequest, Permission, requires
from selnet.opinions.boards.calendar_feed import calendar_of
from selnet.opinions.boards.selectors import feeds as reads
from selnet.opinions.boards.services import feeds as writes

SHOWN_ONCE = "boards_calendar_secret"


@require_http_methods(["GET", "POST"])
@requires(Permission.BOARD_TAKE_PART)
def calendar_page(request: ActorRequest) -> HttpResponse:
    """POST makes the address anew. It is shown on the page that follows, and never again."""
    if request.method == "POST":
        request.session[SHOWN_ONCE] = writes.make_anew(actor=request.actor)
        return redirect("boards:calendar")
    secret = request.session.pop(SHOWN_ONCE, "")
    address = settings.BASE_URL + reverse("boards:calendar_feed", args=[secret]) if secret else ""
    return render(request, "boards/calendar.html", {"feed": reads.feed_of(request.actor.person_id), "address": address})


@require_POST
@requires(Permission.BOARD_TAKE_PART)
def revoke_calendar(request: ActorRequest) -> HttpResponse:
    writes.revoke(actor=request.actor)
    return redirect("boards:calendar")


@login_not_required
@require_GET
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Public: the secret is the key. A wrong one is a 404 like any other."""
    person = reads.person_of_secret(secret)
    with override(person.language):
        content = calendar_of(reads.meetings_of(person, timezone.now()))
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = 'inline; filename="selnet-boards.ics"'
    return answer
