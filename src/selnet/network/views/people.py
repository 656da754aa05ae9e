from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from selnet.access.api import ActorRequest, Permission, Refused
from selnet.network.directory import find_people, institutions_to_invite_to, person_with_roles, waiting_invitations
from selnet.network.disciplines import discipline_names, tumour_group_names
from selnet.network.forms.people import RoleForm, SearchForm, SuccessorForm
from selnet.network.models import Membership, Person
from selnet.network.rules import can_end, can_manage_network, can_manage_person
from selnet.network.services.memberships import end_role, give_role
from selnet.network.services.people import activate_again, deactivate, hand_over

from .form_pages import errors_into, form_page, members_only

PEOPLE_A_PAGE = 50


@members_only
def people_list(request: ActorRequest) -> HttpResponse:
    """Everybody in the network. A search is sent by POST, so that no name stands in an address."""
    form = SearchForm(request.POST or None)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    found = find_people(words)
    if not can_manage_network(request.actor):
        found = found.filter(is_active=True)
    page = Paginator(found, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    places = institutions_to_invite_to(request.actor)
    context = {
        "form": form,
        "searched": words,
        "page": page,
        "invitations": waiting_invitations(places),
        "may_invite": bool(places),
    }
    return render(request, "network/people.html", context)


@members_only
def person_page(request: ActorRequest, person_id: int) -> HttpResponse:
    person = _person(request, person_id)
    memberships = person.memberships.select_related("institution").order_by("ended_at", "institution__name", "role")
    actor = request.actor
    context = {
        "person": person,
        "disciplines": discipline_names(person.disciplines),
        "expertise": tumour_group_names(person.expertise),
        "roles": [(row, row.ended_at is None and can_end(actor, row)) for row in memberships],
        "may_manage": can_manage_person(actor, person),
        "may_activate": can_manage_network(actor) and not person.is_active,
        "may_give": person.is_active and person.pk != actor.person_id and _can_give_somewhere(request),
        "sees_address": can_manage_person(actor, person) or person.pk == actor.person_id,
    }
    return render(request, "network/person.html", context)


def _can_give_somewhere(request: ActorRequest) -> bool:
    if not (request.actor.can(Permission.MEMBER_INVITE) or request.actor.can(Permission.NETWORK_MANAGE)):
        return False
    return bool(institutions_to_invite_to(request.actor))


def role_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """A further role for somebody who has an account."""
    person = _person(request, person_id)
    if not _can_give_somewhere(request):
        raise Refused("give roles")
    form = RoleForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        with errors_into(form):
            role, place = form.cleaned_data["role"], form.institution_given
            give_role(actor=request.actor, person=person, institution=place, role=role)
        if form.is_valid():
            messages.success(request, _("The role is given. %(name)s is told.") % {"name": person.name})
            return redirect("network:person", person.pk)
    return form_page(request, "network/role_form.html", form, person=person)


@require_POST
def role_end(request: ActorRequest, membership_id: int) -> HttpResponse:
    membership = Membership.objects.select_related("institution", "person").filter(pk=membership_id).first()
    if membership is None:
        raise Refused("membership")
    end_role(actor=request.actor, membership=membership)
    messages.success(request, _("The role has ended. %(name)s is told.") % {"name": membership.person.name})
    return redirect("network:person", membership.person_id)


def person_deactivate(request: ActorRequest, person_id: int) -> HttpResponse:
    person = _managed(request, person_id)
    form = SuccessorForm(request.POST or None, person=person, may_be_nobody=True)
    if request.method == "POST" and form.is_valid():
        with errors_into(form):
            deactivate(actor=request.actor, person=person, to_person=form.successor)
        if form.is_valid():
            messages.success(request, _("The account is closed. What %(name)s signed stays.") % {"name": person.name})
            return redirect("network:people")
    return form_page(request, "network/deactivate.html", form, person=person)


def person_hand_over(request: ActorRequest, person_id: int) -> HttpResponse:
    person = _managed(request, person_id)
    form = SuccessorForm(request.POST or None, person=person, may_be_nobody=False)
    if request.method == "POST" and form.is_valid():
        with errors_into(form):
            assert form.successor is not None
            hand_over(actor=request.actor, from_person=person, to_person=form.successor)
        if form.is_valid():
            messages.success(request, _("The work is passed on within a minute, and whoever takes it is told."))
            return redirect("network:person", person.pk)
    return form_page(request, "network/hand_over.html", form, person=person)


@require_POST
def person_activate(request: ActorRequest, person_id: int) -> HttpResponse:
    person = _person(request, person_id)
    activate_again(actor=request.actor, person=person)
    messages.success(request, _("The account is open again. It holds no role yet; give one."))
    return redirect("network:person", person.pk)


def _person(request: ActorRequest, person_id: int) -> Person:
    person = person_with_roles(person_id)
    if person is None or not (person.is_active or can_manage_network(request.actor)):
        raise Refused("person")
    return person


def _managed(request: ActorRequest, person_id: int) -> Person:
    person = _person(request, person_id)
    if not can_manage_person(request.actor, person):
        raise Refused("manage person")
    return person
