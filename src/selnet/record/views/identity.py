"""The patient's name: opened with a reason, shown on that one page view, never kept by the browser."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from selnet.access.api import ActorRequest, Permission, UserError, requires, show_at_field
from selnet.record import identities
from selnet.record.forms.patients import IdentityForm, ReasonForm
from selnet.record.models import Patient
from selnet.record.selectors import get_patient

from .frame import patient_frame


@requires(Permission.IDENTITY_OPEN)
def identity(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    patient = get_patient(request.actor, patient_id)
    request.actor.require(Permission.IDENTITY_OPEN, patient.institution_id)
    if request.POST.get("do") == "write":
        return _write(request, patient)
    if request.method == "POST":
        return _open(request, patient)
    return _page(request, patient, reason=ReasonForm())


def _open(request: ActorRequest, patient: Patient) -> HttpResponse:
    reason = ReasonForm(request.POST)
    if reason.is_valid():
        try:
            known = identities.read(actor=request.actor, patient=patient, reason=reason.cleaned_data["reason"])
        except UserError as error:
            show_at_field(reason, error)
        else:
            return _page(request, patient, known=known, write=IdentityForm(initial=known))
    return _page(request, patient, reason=reason, status=422)


def _write(request: ActorRequest, patient: Patient) -> HttpResponse:
    form = IdentityForm(request.POST)
    if not form.is_valid():
        return _page(request, patient, write=form, status=422)
    try:
        identities.write(actor=request.actor, patient=patient, identity=form.identity(), as_of=request.POST.get("as_of", ""))
    except UserError as error:
        show_at_field(form, error)
        return _page(request, patient, write=form, status=422)
    messages.success(request, _("The identity is sealed in the vault."))
    return redirect("record:patient", patient.pk)


def _page(
    request: ActorRequest,
    patient: Patient,
    *,
    reason: ReasonForm | None = None,
    known: dict[str, str] | None = None,
    write: IdentityForm | None = None,
    status: int = 200,
) -> HttpResponse:
    labels = {name: field.label for name, field in IdentityForm.base_fields.items()}
    shown = [(labels[name], _value(name, known[name])) for name in labels if known and name in known]
    context = patient_frame(patient) | {
        "form": reason or (write if write and write.is_bound else None),
        "reason_form": reason, "write_form": write, "known": known, "shown": shown,
        "as_of": request.POST.get("as_of") or identities.state_of(patient),
    }  # fmt: skip
    return render(request, "record/identity.html", context, status=status)


def _value(name: str, text: str) -> object:
    return (parse_date(text) or text) if name == "birth_date" else text
