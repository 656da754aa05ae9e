from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from selnet.access.api import ROLES, ActorRequest, Refused, UserError
from selnet.network.forms.people import AcceptanceForm, InvitationForm
from selnet.network.models import Invitation, Person
from selnet.network.services.invitations import (
    accept_as,
    accept_invitation,
    find_invitation,
    invite,
    invite_again,
    withdraw_invitation,
)

from .form_pages import errors_into, form_page


def invitation_new(request: ActorRequest) -> HttpResponse:
    first = {"institution": request.GET.get("at", ""), "language": get_language()}
    form = InvitationForm(request.POST or None, actor=request.actor, initial=first)
    if not form.places:
        raise Refused("invite")
    if request.method == "POST" and form.is_valid():
        with errors_into(form):
            invited = invite(
                actor=request.actor,
                email=form.cleaned_data["email"],
                institution=form.institution_given,
                role=form.cleaned_data["role"],
                language=form.cleaned_data["language"],
            )
        if form.is_valid():
            messages.success(request, _said(invited.membership is not None))
            return redirect("network:people")
    return form_page(request, "network/invitation_form.html", form)


def _said(has_account: bool) -> str:
    if has_account:
        return _("This address has an account already: the role is given and the person is told.")
    return _("The invitation is on its way. The link works for 14 days, once.")


@require_POST
def invitation_withdraw(request: ActorRequest, invitation_id: int) -> HttpResponse:
    withdraw_invitation(actor=request.actor, invitation=_invitation(invitation_id))
    messages.success(request, _("The invitation is withdrawn. Its link no longer works."))
    return redirect("network:people")


@require_POST
def invitation_again(request: ActorRequest, invitation_id: int) -> HttpResponse:
    invited = invite_again(actor=request.actor, invitation=_invitation(invitation_id))
    messages.success(request, _said(invited.membership is not None))
    return redirect("network:people")


def _invitation(invitation_id: int) -> Invitation:
    invitation = Invitation.objects.select_related("institution").filter(pk=invitation_id).first()
    if invitation is None:
        raise Refused("invitation")
    return invitation


@sensitive_post_parameters("password")
@login_not_required
def invitation_accept(request: ActorRequest, secret: str) -> HttpResponse:
    """The page behind the link of the mail."""
    try:
        return _accept(request, secret, find_invitation(secret))
    except Refused:  # used, withdrawn or too old; also for the second of two clicks
        return render(request, "network/invitation_gone.html", status=404)


def _accept(request: ActorRequest, secret: str, invitation: Invitation) -> HttpResponse:
    shown = {"invitation": invitation, "role": ROLES[invitation.role]}
    if isinstance(request.user, Person):
        return _accept_signed_in(request, secret, shown)
    if Person.objects.filter(email__iexact=invitation.email).exists():
        return render(request, "network/invitation_sign_in.html", shown)
    first = {"language": get_language(), "time_zone": invitation.institution.time_zone}
    form = AcceptanceForm(request.POST or None, email=invitation.email, initial=first)
    if request.method == "POST" and form.is_valid():
        with errors_into(form):
            person = accept_invitation(secret=secret, newcomer=form.newcomer())
        if form.is_valid():
            return _enter(request, person)
    return form_page(request, "network/invitation_accept.html", form, **shown)


def _enter(request: ActorRequest, person: Person) -> HttpResponse:
    """Signs the newcomer in; who will see patients is led to the second factor by the middleware."""
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    # they have just chosen the password, so setting up the second factor need not ask for it again
    record_authentication(request, person, method="password", reauthenticated=True)
    messages.success(request, _("Welcome to the network."))
    return redirect("network:welcome")


def _accept_signed_in(request: ActorRequest, secret: str, shown: dict[str, object]) -> HttpResponse:
    if request.method != "POST":
        return render(request, "network/invitation_take_up.html", shown)
    try:
        accept_as(actor=request.actor, secret=secret)
    except UserError as error:
        messages.error(request, error.message)
        return redirect(request.path)
    messages.success(request, _("You hold the new role from now on."))
    return redirect("network:me")
