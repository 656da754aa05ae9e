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
from selnet.network.api import people_everywhere_with, people_with, tell
from selnet.record import grants
from selnet.record.forms.patients import EmergencyForm
from selnet.record.models import AccessGrant

NOTICE = "record.emergency"


@requires(Permission.PATIENT_BREAK_GLASS)
def emergency(request: ActorRequest) -> HttpResponse:
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            patient_id, institution_id = grants.break_glass(
                actor=request.actor, pseudonym=form.cleaned_data["pseudonym"], reason=form.cleaned_data["reason"],
                pack=settings.SELNET_PACK,
            )  # fmt: skip
        except UserError as error:
            show_at_field(form, error)
        else:
            _announce(request, patient_id, institution_id)
            messages.warning(request, _("The record is open to you for four hours. The data-protection officers are told."))
            return redirect("record:patient", patient_id)
    crumbs = [(_("Patients"), reverse("record:patients"))]
    return render(request, "record/emergency.html", {"form": form, "crumbs": crumbs}, status=422 if form.is_bound else 200)


def _announce(request: ActorRequest, patient_id: UUID, institution_id: int) -> None:
    """To the officers of the treating institution and of the network, once an access."""
    grant = AccessGrant.objects.filter(
        patient_id=patient_id, person_id=request.actor.person_id or 0, why=AccessGrant.Why.BREAK_GLASS, ended_at=None
    ).latest("granted_at")
    there, everywhere = (
        people_with(Permission.AUDIT_REVIEW, institution_id),
        people_everywhere_with(Permission.AUDIT_REVIEW),
    )
    officers = {*there.values_list("pk", flat=True), *everywhere.values_list("pk", flat=True)}
    tell(person_ids=officers, kind=NOTICE, link=reverse("audit:trail"), about=f"emergency:{grant.pk}")


@require_POST
@requires(Permission.AUDIT_REVIEW)
def end(request: ActorRequest, grant_id: UUID) -> HttpResponse:
    grants.end_emergency(actor=request.actor, grant_id=grant_id)
    messages.success(request, _("The emergency access is ended."))
    return redirect("audit:trail")
