"""The chair's signature: what is signed, in full, and a fresh proof of who signs."""

from datetime import UTC, datetime
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from selnet.access.api import ActorRequest, Permission, Refused, UserError, requires
from selnet.opinions.boards import rules
from selnet.opinions.boards.selectors import agenda as reads
from selnet.opinions.boards.selectors.boards import get_meeting, is_chair
from selnet.opinions.boards.selectors.presenting import screen_of
from selnet.opinions.boards.services.signing import Signature, sign
from selnet.ui.api import whole_number


@require_http_methods(["GET", "POST"])
@requires(Permission.BOARD_SIGN)
def sign_page(request: ActorRequest, item_id: UUID) -> HttpResponse:
    item = reads.get_item(request.actor, item_id)
    meeting = get_meeting(request.actor, item.meeting_id)
    request.actor.require(Permission.BOARD_SIGN, meeting.board.institution_id)
    if not is_chair(request.actor, meeting.board):
        raise Refused("only a chair of this board signs")
    proven_at = _proven_at(request)
    if request.method == "POST" and not rules.is_proven(proven_at, timezone.now()):
        return redirect(_proof_url(item_id))
    error = ""
    if request.method == "POST":
        try:
            decision = sign(actor=request.actor, item_id=item.pk, signature=_signature(request, proven_at))
        except UserError as refused:
            error = refused.message
        else:
            messages.success(request, _("Signed. The clinician has the letter in their language."))
            return redirect("boards:decision", decision.pk)
    screen = screen_of(request.actor, item, timezone.now())
    if screen.decision is not None and screen.decision.signed_at:
        if error:  # another chair was faster
            messages.info(request, error)
        return redirect("boards:decision", screen.decision.pk)
    context = {
        "screen": screen, "item": item, "meeting": meeting, "board": meeting.board, "headline": screen.headline,
        "error": error, "reason": request.POST.get("reason", ""), "is_proven": rules.is_proven(proven_at, timezone.now()),
        "proof_url": _proof_url(item_id),
    }  # fmt: skip
    return render(request, "boards/sign.html", context, status=422 if error else 200)


def _proof_url(item_id: UUID) -> str:
    """Where the person proves who they are, and from where they come back to sign."""
    return f"{reverse('account_reauthenticate')}?{urlencode({'next': reverse('boards:sign', args=[item_id])})}"


def _signature(request: ActorRequest, proven_at: datetime | None) -> Signature:
    version = whole_number(request.POST.get("version", ""))
    return Signature(-1 if version is None else version, proven_at, request.POST.get("reason", ""))


def _proven_at(request: ActorRequest) -> datetime | None:
    """When the person last proved who they are on purpose, by password or second factor. Signing in is no such proof."""
    proofs = [each["at"] for each in get_authentication_records(request, request.user) if each.get("reauthenticated")]
    return datetime.fromtimestamp(max(proofs), UTC) if proofs else None
