"""Reads of the trail. Row-level security decides which events a person sees."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from .models import AuditEvent


@dataclass(frozen=True)
class Asked:
    """What a reviewer looks for. None: any."""

    person_id: int | None = None
    patient_id: UUID | None = None
    action: str = ""
    day: date | None = None


def events(asked: Asked) -> QuerySet[AuditEvent]:
    found = AuditEvent.objects.order_by("-at", "-position")
    if asked.person_id is not None:
        found = found.filter(person_id=asked.person_id)
    if asked.patient_id is not None:
        found = found.filter(patient_id=asked.patient_id)
    if asked.action:
        found = found.filter(action=asked.action)
    if asked.day is not None:
        start = timezone.make_aware(datetime.combine(asked.day, time.min))
        found = found.filter(at__gte=start, at__lt=start + timedelta(days=1))
    return found


def events_about(patient_id: UUID) -> QuerySet[AuditEvent]:
    """Who did or read what of one patient, newest first: for the treating centre and for reviewers of the trail."""
    return events(Asked(patient_id=patient_id))
