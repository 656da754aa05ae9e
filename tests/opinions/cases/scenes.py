"""Scenes for tests of cases: a patient of Ana's and a case at the stage asked for, made through the services."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.test import Client

from cast import Cast, signed_in
from selnet.access.api import acting
from selnet.opinions.cases.models import Assignment, Case
from selnet.opinions.cases.services import answering, asking, opening, triage
from selnet.record.api import EntryStatus, Patient, entries, patients

QUESTION = "Re-excision before radiotherapy?"
OPINION = {
    "opinion_agrees": "partly",
    "opinion_certainty": "high",
    "opinion_recommendation": "Review the slides, then wide re-excision.",
    "opinion_board_needed": "1",
}


@dataclass
class Scene:
    """Services called in somebody's name, as a request would."""

    cast: Cast

    def as_(self, name: str, service: Any, **given: Any) -> Any:
        actor = self.cast.actor(name)
        with acting(actor):
            return service(actor=actor, **given)

    def seen(self, name: str, case_id: UUID) -> Case:
        with acting(self.cast.actor(name)):
            return Case.objects.get(pk=case_id)

    def patient(self) -> Patient:
        found = self.as_("ana", patients.open, institution_id=self.cast.hospital.pk)
        assert isinstance(found, Patient)
        return found

    def entry(self, patient: Patient, form: str, **answers: str) -> None:
        self.as_("ana", entries.save, patient=patient, form=form, answers=answers, status=EntryStatus.DRAFT)

    def draft(self, patient: Patient | None = None, **changes: Any) -> Case:
        asked = {"reason": "second_opinion_treatment", "urgency": "urgent", "question": QUESTION,
                 "to_institution_id": self.cast.centre.pk} | changes  # fmt: skip
        patient = patient or self.patient()
        case = self.as_("ana", opening.open_case, patient_id=patient.pk, request=opening.Request(**asked))
        assert isinstance(case, Case)
        return case

    def sent(self, **changes: Any) -> Case:
        draft = self.draft(**changes)
        return self.step("ana", opening.send, draft, incomplete_reason="No MRI in this region.")

    def accepted(self, **changes: Any) -> Case:
        return self.step("boris", triage.accept, self.sent(**changes))

    def asked(self, *names: str, **changes: Any) -> Case:
        case = self.accepted(**changes)
        people = [self.cast.people[name].pk for name in names or ("paula",)]
        self.as_("boris", asking.assign, case_id=case.pk, expected_version=case.version, person_ids=people)
        return self.seen("boris", case.pk)

    def step(self, name: str, service: Any, case: Case, **given: Any) -> Case:
        found = self.as_(name, service, case_id=case.pk, expected_version=case.version, **given)
        assert isinstance(found, Case)
        return found

    def assignment(self, case: Case, name: str) -> Assignment:
        with acting(self.cast.actor("boris")):
            return Assignment.objects.get(case=case, person=self.cast.people[name])

    def answers(self, case: Case, name: str, **changes: Any) -> Assignment:
        found = self.as_(name, answering.answer, assignment_id=self.assignment(case, name).pk, answers=OPINION | changes)
        assert isinstance(found, Assignment)
        return found

    def step_any(self, name: str, service: Any, case: Case, **given: Any) -> list[Assignment]:
        """A service that answers with assignments, over the newest state of the case."""
        newest = self.seen(name, case.pk)
        found = self.as_(name, service, case_id=case.pk, expected_version=newest.version, **given)
        assert isinstance(found, list)
        return found

    def browser(self, name: str) -> Client:
        """Somebody signed in, second factor included."""
        return signed_in(self.cast.people[name])
