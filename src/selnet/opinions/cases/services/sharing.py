"""Whom a case lets see the patient: those who triage at the centre, each expert asked, and nobody once it ends."""

from selnet.access.api import Actor
from selnet.opinions.cases.models import Case
from selnet.record.api import AccessGrant, grants


def source_of(case: Case) -> str:
    return f"case:{case.pk}"


def share_with_centre(actor: Actor, case: Case) -> None:
    grants.share(
        actor=actor, patient_id=case.patient_id, why=AccessGrant.Why.CASE, source=source_of(case),
        institution_id=case.to_institution_id,
    )  # fmt: skip


def share_with_expert(actor: Actor, case: Case, person_id: int) -> None:
    grants.share(actor=actor, patient_id=case.patient_id, why=AccessGrant.Why.CASE, source=source_of(case), person_id=person_id)


def end_for_expert(actor: Actor, case: Case, person_id: int) -> None:
    grants.end(actor=actor, patient_id=case.patient_id, source=source_of(case), person_id=person_id)


def end_for_centre(actor: Actor, case: Case, institution_id: int) -> None:
    grants.end(actor=actor, patient_id=case.patient_id, source=source_of(case), institution_id=institution_id)


def end_all(actor: Actor, case: Case) -> None:
    grants.end(actor=actor, patient_id=case.patient_id, source=source_of(case))
