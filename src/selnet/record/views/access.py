"""Who may see this record, and who looked at it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import ActorRequest, Permission
from selnet.audit.api import AuditEvent, events_about, in_words
from selnet.network.api import Person
from selnet.record import patients
from selnet.record.models import AccessGrant
from selnet.record.selectors import get_patient

from .frame import patient_frame

PAGE = 40


def access_page(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    patient = get_patient(request.actor, patient_id)
    patients.noticed(request.actor, patient, "access")
    grants = AccessGrant.objects.filter(patient=patient).select_related("person", "institution").order_by("-granted_at")
    now = timezone.now()
    open_now = Q(ended_at=None) & (Q(expires_at=None) | Q(expires_at__gt=now))
    # the trail is opened to the treating centre and to reviewers; the database has the last word
    may_review = request.actor.can(Permission.IDENTITY_OPEN, patient.institution_id) or request.actor.can(
        Permission.AUDIT_REVIEW, patient.institution_id
    )
    page = Paginator(events_about(patient.pk), PAGE).get_page(request.GET.get("page")) if may_review else None
    context = patient_frame(patient) | {
        "open": grants.filter(open_now),
        "ended": grants.exclude(open_now),
        "page": page,
        "looks": _looks(list(page.object_list)) if page else [],
    }
    return render(request, "record/access.html", context)


def _looks(events: list[AuditEvent]) -> list[dict[str, Any]]:
    names = dict(Person.objects.filter(pk__in={event.person_id for event in events}).values_list("pk", "name"))
    return [
        {"at": event.at, "who": names.get(event.person_id or 0) or _("The platform"), "what": in_words(event.action),
         "reason": event.details.get("reason", "")}
        for event in events
    ]  # fmt: skip
