"""Who sees which patient: the rule of guard.sql once more, in Python. A test holds the two together."""

from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from selnet.access.api import Actor, Permission, Refused

from .models import AccessGrant, Consent, Entry, Patient


def patients_visible_to(actor: Actor) -> QuerySet[Patient]:
    """Patients of the actor's institutions, those that a grant opens, and for study staff those who agreed to the registry."""
    if actor.kind == "system":
        return Patient.objects.all()
    rule = _cared_for_by(actor)
    if actor.has_everywhere(Permission.STUDY_READ):
        newest = Consent.objects.filter(patient=OuterRef("pk"), scope="registry").order_by("-recorded_at")
        agreed = Patient.objects.annotate(registry=Subquery(newest.values("state")[:1])).filter(registry="given")
        rule |= Q(pk__in=agreed.values("pk"))
    return Patient.objects.filter(rule)


def patients_cared_for_by(actor: Actor) -> QuerySet[Patient]:
    """Without those whom only a study shows: its staff read the forms, not files, letters or conversations, where a name may
    stand in free text."""
    return Patient.objects.all() if actor.kind == "system" else Patient.objects.filter(_cared_for_by(actor))


def _cared_for_by(actor: Actor) -> Q:
    own = Q(institution_id__in=actor.institutions_with(Permission.PATIENT_VIEW))
    return own | Q(pk__in=_grants_open_to(actor).values("patient_id"))


def get_patient(actor: Actor, patient_id: UUID) -> Patient:
    """Raises Refused when there is none or the actor may not see it: the two look the same."""
    patient = patients_visible_to(actor).select_related("institution__country").filter(pk=patient_id).first()
    if patient is None:
        raise Refused("patient")
    return patient


def entries_of(patient_id: UUID) -> list[Entry]:
    """The entries that stand, newest event first."""
    found = Entry.objects.filter(patient_id=patient_id, removed=False).select_related("saved_by")
    return sorted(found, key=lambda entry: (entry.event_date, entry.saved_at), reverse=True)


def can_write(actor: Actor, patient: Patient) -> bool:
    """Whether the actor keeps this patient's record: those of the treating institution do."""
    return actor.can(Permission.ENTRY_EDIT, patient.institution_id)


def opened_by_grant(actor: Actor, patient_id: UUID) -> bool:
    """Whether a grant opens this patient to the actor now: an open case, a board's agenda, an emergency."""
    return _grants_open_to(actor).filter(patient_id=patient_id).exists()


def _grants_open_to(actor: Actor) -> QuerySet[AccessGrant]:
    """Those that open a patient to the actor now. Whoever lost every role that sees patients is let in by none."""
    if not actor.can(Permission.PATIENT_VIEW):
        return AccessGrant.objects.none()
    return AccessGrant.objects.filter(ended_at=None).filter(
        Q(expires_at=None) | Q(expires_at__gt=timezone.now()),
        Q(person_id=actor.person_id) | Q(institution_id__in=actor.institutions_with(Permission.CASE_TRIAGE)),
    )
