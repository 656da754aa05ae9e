"""The one way in which a case changes: locked, of the expected version, along the table of stages, with a step and a trail."""

from uuid import UUID

from selnet.access.api import Actor, Refused
from selnet.audit.api import record
from selnet.opinions.cases import rules
from selnet.opinions.cases.models import Case, CaseStatus, CaseStep
from selnet.opinions.cases.selectors.cases import RELATED


def locked(case_id: UUID, expected_version: int | None = None) -> Case:
    """The case for changing. Refused when the actor may not see it, UserError when the page it comes from is stale."""
    case = Case.objects.select_for_update(of=("self",)).select_related(*RELATED).filter(pk=case_id).first()
    if case is None:
        raise Refused("case")
    if expected_version is not None:
        rules.check_version(case, expected_version)
    return case


def move(
    actor: Actor, case: Case, after: CaseStatus, *, action: str, note: str = "", **details: str | int | bool | list[str]
) -> None:
    """Changes the status and saves everything that was set on the case; keeps the step and writes the trail.

    Grants that open the patient to the actor must still stand: they are ended afterwards.
    """
    rules.check_move(case, after)
    before = case.status
    case.status = after
    save(case)
    CaseStep.objects.create(case=case, patient_id=case.patient_id, by_id=actor.person_id, before=before, after=after, note=note)
    trail(actor, case, action, before=before, after=str(after), **details)


def save(case: Case) -> None:
    case.version += 1
    case.save()


def trail(actor: Actor, case: Case, action: str, **details: str | int | bool | list[str]) -> None:
    record(
        actor, f"cases.case.{action}", kind="case", id=case.pk, patient_id=case.patient_id,
        institution_id=case.patient.institution_id, **details,
    )  # fmt: skip
