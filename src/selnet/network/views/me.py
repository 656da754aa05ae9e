"""A person's own pages."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from selnet.access.api import ActorRequest
from selnet.network.disciplines import discipline_names, tumour_group_names
from selnet.network.forms.people import NoticeSettingsForm, ProfileForm
from selnet.network.models import Person
from selnet.network.services.people import change_profile, choose_notices, end_session

from .form_pages import errors_into, form_page


def me(request: ActorRequest) -> HttpResponse:
    """Who I am here: roles, what I said of myself, how I sign in."""
    person: Person = request.user
    roles = person.memberships.select_related("institution").order_by("ended_at", "institution__name")
    context = {
        "person": person,
        "roles": roles,
        "disciplines": discipline_names(person.disciplines),
        "expertise": tumour_group_names(person.expertise),
        "factors": Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES),
        "sessions": UserSession.objects.filter(user=person).count(),
    }
    return render(request, "network/me.html", context)


def profile_edit(request: ActorRequest) -> HttpResponse:
    person: Person = request.user
    present = {name: getattr(person, name) for name in ("name", "language", "time_zone", "disciplines", "expertise")}
    form = ProfileForm(request.POST or None, initial=present)
    if request.method == "POST" and form.is_valid():
        with errors_into(form):
            change_profile(actor=request.actor, person=person, **form.cleaned_data)
        if form.is_valid():
            with translation.override(form.cleaned_data["language"]):
                messages.success(request, _("Saved."))
            return redirect("network:me")
    return form_page(request, "network/profile_form.html", form)


def notice_settings(request: ActorRequest) -> HttpResponse:
    person: Person = request.user
    form = NoticeSettingsForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        choose_notices(actor=request.actor, person=person, settings=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("network:me")
    return form_page(request, "network/notice_settings.html", form)


@require_POST
def session_end(request: ActorRequest, session_id: int) -> HttpResponse:
    end_session(actor=request.actor, session_id=session_id)
    messages.success(request, _("That browser is signed out."))
    return redirect("usersessions_list")


def welcome(request: ActorRequest) -> HttpResponse:
    """Where a newcomer arrives once the account is safe."""
    return render(request, "network/welcome.html", {"person": request.user})
