"""Writing the trail."""

from uuid import UUID

from django.utils import timezone

from selnet.access.api import Actor

from .models import AuditEvent

Detail = str | int | bool | None | list[str]


def record(
    actor: Actor,
    action: str,
    *,
    kind: str,
    id: object,
    patient_id: UUID | None = None,
    institution_id: int | None = None,
    **details: Detail,
) -> None:
    """Writes one event in the caller's transaction. `details` holds names and counts, never a patient's values."""
    AuditEvent.objects.create(
        at=timezone.now(),
        actor=str(actor),
        person_id=actor.person_id,
        action=action,
        object_kind=kind,
        object_id=str(id),
        patient_id=patient_id,
        institution_id=institution_id,
        details=details,
    )
