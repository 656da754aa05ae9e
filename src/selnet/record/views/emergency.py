"""Emergency access: for four hours, with a reason, and the data-protection officers are told at once."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from selnet.access.api import ActorRequest, Permission, UserError, requires, show_at_field
from selnet.record import grants
from selnet.record.forms.patients import EmergencyForm


@requires(Permission.PATIENT_BREAK_GLASS)
def emergency(request: ActorRequest) -> HttpResponse:
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            patient_id, _institution_id = grants.break_glass(
                actor=request.actor, pseudonym=form.cleaned_data["pseudonym"], reason=form.cleaned_data["reason"],
                pack=settings.SELNET_PACK,
            )  # fmt: skip
        except UserError as error:
            show_at_field(form, error)
        else:
            messages.warning(request, _("The record is open to you for four hours. The data-protection officers are told."))
            return redirect("record:patient", patient_id)
    crumbs = [(_("Patients"), reverse("record:patients"))]
    return render(request, "record/emergency.html", {"form": form, "crumbs": crumbs}, status=422 if form.is_bound else 200)


@require_POST
@requires(Permission.AUDIT_REVIEW)
def end(request: ActorRequest, grant_id: UUID) -> HttpResponse:
    grants.end_emergency(actor=request.actor, grant_id=grant_id)
    messages.success(request, _("The emergency access is ended."))
    return redirect("audit:trail")
