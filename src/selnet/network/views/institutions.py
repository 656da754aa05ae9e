from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from selnet.access.api import ActorRequest, Permission, Refused, requires
from selnet.network.directory import institutions_by_country, people_at, waiting_invitations
from selnet.network.forms.institutions import CountryForm, InstitutionForm
from selnet.network.models import Institution
from selnet.network.rules import can_invite_at, can_manage_network
from selnet.network.selectors import country_name
from selnet.network.services.institutions import InstitutionData, add_country, add_institution, change_institution

from .form_pages import errors_into, form_page, members_only


@members_only
def institution_list(request: ActorRequest) -> HttpResponse:
    """Every institution of the network, by country."""
    groups = institutions_by_country()
    context = {
        "groups": groups,
        "count": sum(len(rows) for _name, rows in groups),
        "may_manage": can_manage_network(request.actor),
        "may_invite": request.actor.can(Permission.MEMBER_INVITE),
    }
    return render(request, "network/institutions.html", context)


@members_only
def institution_page(request: ActorRequest, institution_id: int) -> HttpResponse:
    institution = _institution(institution_id)
    may_invite = can_invite_at(request.actor, institution)
    context = {
        "institution": institution,
        "country": country_name(institution.country_id),
        "people": people_at(institution),
        "invitations": waiting_invitations([institution]) if may_invite else [],
        "may_invite": may_invite and not institution.closed_on,
        "may_manage": can_manage_network(request.actor),
    }
    return render(request, "network/institution.html", context)


@requires(Permission.NETWORK_MANAGE)
def institution_new(request: ActorRequest) -> HttpResponse:
    form = InstitutionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with errors_into(form):
            institution = add_institution(actor=request.actor, data=form.data_given())
        if form.is_valid():
            messages.success(request, _("The institution is in the network. Invite its first people."))
            return redirect("network:institution", institution.pk)
    return form_page(request, "network/institution_form.html", form)


@requires(Permission.NETWORK_MANAGE)
def institution_edit(request: ActorRequest, institution_id: int) -> HttpResponse:
    institution = _institution(institution_id)
    present = {name: getattr(institution, name) for name in InstitutionData.__dataclass_fields__}
    form = InstitutionForm(request.POST or None, initial=present)
    if request.method == "POST" and form.is_valid():
        with errors_into(form):
            change_institution(actor=request.actor, institution=institution, data=form.data_given())
        if form.is_valid():
            messages.success(request, _("Saved."))
            return redirect("network:institution", institution.pk)
    return form_page(request, "network/institution_form.html", form, institution=_institution(institution_id))


@requires(Permission.NETWORK_MANAGE)
def country_new(request: ActorRequest) -> HttpResponse:
    form = CountryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_country(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("The country is in the network. Add its first institution."))
        return redirect("network:institution_new")
    return form_page(request, "network/country_form.html", form)


def _institution(institution_id: int) -> Institution:
    institution = Institution.objects.filter(pk=institution_id).first()
    if institution is None:
        raise Refused("institution")
    return institution
