"""The screen of the trail: who did or read what, in words."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date

from selnet.access.api import ActorRequest, Permission, requires
from selnet.ui.api import whole_number

from . import words
from .forms import TrailForm
from .models import AuditEvent
from .panels import TRAIL_PANELS
from .selectors import Asked, events

PAGE = 50


@requires(Permission.AUDIT_REVIEW)
def trail(request: ActorRequest) -> HttpResponse:
    form = TrailForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        return redirect(f"{reverse('audit:trail')}?{urlencode(_kept(form.asked()))}")
    asked = _asked(request.GET)
    page = Paginator(events(asked), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form or TrailForm(initial={"person": asked.person_id, "action": asked.action, "day": asked.day}),
        "page": page,
        "rows": _rows(list(page.object_list)),
        "asked": asked,
        "asked_patient": words.patients([asked.patient_id]).get(asked.patient_id, "") if asked.patient_id else "",
        "filtered": asked != Asked(),
        "panels": TRAIL_PANELS.drawn(request)["main"],
    }
    return render(request, "audit/trail.html", context, status=422 if form is not None else 200)


def _kept(asked: Asked) -> dict[str, str]:
    given = {"person": asked.person_id, "patient": asked.patient_id, "action": asked.action, "day": asked.day}
    return {name: str(value) for name, value in given.items() if value}


def _asked(query: QueryDict) -> Asked:
    """What the address asks for; what cannot be read asks for nothing."""
    person, action = query.get("person", ""), query.get("action", "")
    try:
        patient = UUID(query.get("patient", "")) if query.get("patient") else None
        day = parse_date(query.get("day", ""))
    except ValueError:
        patient, day = None, None
    return Asked(whole_number(person), patient, action if words.is_known(action) else "", day)


def _rows(found: list[AuditEvent]) -> list[dict[str, Any]]:
    people = words.people({event.person_id for event in found if event.person_id})
    patients = words.patients({event.patient_id for event in found if event.patient_id})
    return [
        {
            "event": event,
            "who": people.get(event.person_id or 0) or words.platform(),
            "what": words.in_words(event.action),
            "patient": patients.get(event.patient_id, "") if event.patient_id else "",
            "reason": event.details.get("reason", ""),
            "details": _details(event.details),
        }
        for event in found
    ]


def _details(details: dict[str, Any]) -> str:
    """What else the event holds: names of things and of fields, and counts."""
    parts = []
    for name, value in details.items():
        if name in ("reason", "what") or value in (None, "", []):
            continue
        parts.append(f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}")
    return " · ".join(parts)
