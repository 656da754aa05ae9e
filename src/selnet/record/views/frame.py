"""What every page about one patient shows around its content."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from selnet.record.headlines import Headline, headline
from selnet.record.models import Patient
from selnet.record.texts import one_line


def patient_frame(patient: Patient, known: Headline | None = None) -> dict[str, Any]:
    """Context for `record/_patient_bar.html` and the breadcrumbs."""
    url = reverse("record:patient", args=[patient.pk])
    return {
        "patient": patient,
        "patient_url": url,
        "headline": known or headline(patient),
        "crumbs": [(gettext("Patients"), reverse("record:patients")), (gettext("Patient"), url)],
    }


def typed_line(request: HttpRequest, name: str) -> str:
    """One line that was typed, without the control characters that no database keeps."""
    return one_line(request.POST.get(name, ""))


def next_url(request: HttpRequest, otherwise: str) -> str:
    """Where the page was opened from, when it said so and it is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else otherwise
