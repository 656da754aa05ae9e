"""The first and the last page of opening a case: choosing the patient, sending."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from selnet.access.api import ActorRequest, Permission, UserError, requires, show_at_field
from selnet.opinions.cases import rules
from selnet.opinions.cases.forms import FindForm, SendForm
from selnet.opinions.cases.selectors.cases import get_case
from selnet.opinions.cases.services import opening
from selnet.record.api import headlines, patients_visible_to

from .frame import refused_kindly
from .page import draw_case

RECENT = 20


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASE_OPEN)
def choose_patient(request: ActorRequest) -> HttpResponse:
    """The own institution's patients, newest first, or those found by pseudonym."""
    form = FindForm(request.POST or None)
    own = patients_visible_to(request.actor).filter(institution_id__in=request.actor.institutions_with(Permission.CASE_OPEN))
    if request.method == "POST" and form.is_valid():
        own = own.filter(pseudonym__icontains=form.cleaned_data["pseudonym"].replace("\x00", ""))
    found = list(own.select_related("institution").order_by("-created_at")[:RECENT])
    who = headlines(found)
    context = {"form": form, "found": [who[patient.pk] for patient in found], "searched": request.method == "POST"}
    return render(request, "cases/choose_patient.html", context)


@require_POST
@requires(Permission.CASE_OPEN)
def send_case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """From the page of a draft; what is missing is said on that page."""
    case = get_case(request.actor, case_id)
    try:
        rules.check_can_send(request.actor, case)
    except UserError as error:
        return refused_kindly(request, case_id, error)
    form = SendForm(request.POST)
    if not form.is_valid():
        return draw_case(request, case, send_form=form)
    try:
        opening.send(
            actor=request.actor, case_id=case_id, expected_version=form.cleaned_data["version"],
            incomplete_reason=form.cleaned_data["incomplete_reason"],
        )  # fmt: skip
    except UserError as error:
        if error.field != "incomplete_reason":
            return refused_kindly(request, case_id, error)
        show_at_field(form, error)
        return draw_case(request, case, send_form=form)
    messages.success(request, _("The case is on its way. You are told when the centre accepts it."))
    return redirect("cases:case", case_id)
