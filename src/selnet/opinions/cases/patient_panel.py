"""The cases of a patient, on the patient's page, and the button that opens one."""

from django.template.loader import render_to_string
from django.urls import reverse

from selnet.access.api import ActorRequest
from selnet.record.api import Patient, register_patient_panel

from . import rules
from .clocks import clocks_of
from .selectors.cases import cases_visible_to
from .titles import case_reason


def register() -> None:
    register_patient_panel(_cases, order=30)
    register_patient_panel(_button, place="actions", order=30)


def _cases(request: ActorRequest, patient: Patient) -> str:
    cases = cases_visible_to(request.actor).filter(patient=patient).order_by("-opened_at")
    rows = [(case, case_reason(case), clocks_of(case).main) for case in cases]
    can_open = rules.can_open(request.actor, patient.institution_id)
    if not rows and not can_open:
        return ""
    context = {"rows": rows, "can_open": can_open, "new_url": reverse("cases:new", args=[patient.pk])}
    return render_to_string("cases/patient_panel.html", context, request)


def _button(request: ActorRequest, patient: Patient) -> str:
    if not rules.can_open(request.actor, patient.institution_id):
        return ""
    return render_to_string("cases/patient_button.html", {"new_url": reverse("cases:new", args=[patient.pk])}, request)
