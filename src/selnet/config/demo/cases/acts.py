"""What people do in a case, each through the service that the page would call, as themselves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from selnet.access.api import Actor, acting
from selnet.config.demo.careers.chance import Chance
from selnet.config.demo.crowd import Crowd
from selnet.config.demo.places import people
from selnet.network.api import Person, actor_for
from selnet.opinions.cases import api as cases
from selnet.record.api import Attachment, Patient, attachments

from . import papers
from .stories import Story, phrase

ANSWERING = {"pathologist", "radiologist", "surgeon", "medical_oncologist", "radiation_oncologist", "board_chair"}


@contextmanager
def as_person(person: Person) -> Iterator[Actor]:
    """In the person's name and language, in one transaction, as a request would."""
    actor = actor_for(person)
    with acting(actor), translation.override(person.language):
        yield actor


@dataclass
class Play:
    """One case on its way."""

    story: Story
    patient: Patient
    crowd: Crowd
    chance: Chance
    turn: int = 0  # its place on the agenda
    opened_as: UUID | None = None
    asked: dict[str, UUID] = field(default_factory=dict)  # assignment by discipline

    @property
    def referrer(self) -> Person:
        return self.crowd.people[self.story.by]

    @property
    def coordinator(self) -> Person:
        return self.with_role(self.story.centre, "centre_coordinator")

    def with_role(self, institution: str, role: str) -> Person:
        rows = people().values()
        return self.crowd.people[next(row.key for row in rows if row.institution == institution and role in row.roles)]

    def experts(self) -> dict[str, Person]:
        """For each discipline of the vignette, who is asked: somebody of the centre, else of the network's first centre."""
        found = {
            each: self._expert(each, self.story.centre) or self._expert(each, "sevilla") for each in self.story.telling.opinions
        }
        return {discipline: person for discipline, person in found.items() if person is not None}

    def _expert(self, discipline: str, institution: str) -> Person | None:
        for row in people().values():
            if row.institution == institution and discipline in row.disciplines and ANSWERING & set(row.roles):
                return self.crowd.people[row.key]
        return None

    @property
    def case_id(self) -> UUID:
        assert self.opened_as is not None, "the case was not opened yet"
        return self.opened_as

    @property
    def case(self) -> cases.Case:
        return cases.Case.objects.get(pk=self.case_id)

    def say(self, name: str) -> str:
        return phrase(name, self.story.language)


Act = Callable[[Play], None]


def open_draft(play: Play) -> None:
    """Opened by the referrer; a case that stays a draft has only the beginning of its question."""
    story = play.story
    is_draft = story.script == "draft"
    request = cases.Request(
        reason=story.about.reason,
        urgency=story.urgency,
        question=play.say("draft_question") if is_draft else story.telling.question,
        to_institution_id=None if is_draft else play.crowd.institutions[story.centre].pk,
        details={} if is_draft else _details(play),
    )
    with as_person(play.referrer) as actor:
        play.opened_as = cases.open_case(actor=actor, patient_id=play.patient.pk, request=request).pk


MATERIAL = (["imaging_report", "path_report"], ["imaging", "slide_photos", "path_report"], ["imaging_report", "whole_slide"])


def _details(play: Play) -> dict[str, str | list[str]]:
    """The further questions of the request form, as far as busy people answer them."""
    return {
        "request_disciplines": list(play.story.telling.opinions)[:3],
        "request_can_travel": play.chance.weighted({"yes": 35, "with_help": 45, "no": 20}),
        "request_material": play.chance.one(MATERIAL),
    }


def add_files(play: Play) -> None:
    picture, report = papers.mri(play.chance), papers.report(play.patient.pseudonym, play.story.language)
    wanted = (
        ("mri.png", picture, "image/png", Attachment.Kind.IMAGE, play.say("mri_title")),
        ("report.pdf", report, "application/pdf", Attachment.Kind.PATHOLOGY_REPORT, play.say("report_title")),
    )
    with as_person(play.referrer) as actor:
        for name, content, media_type, kind, title in wanted:
            upload = SimpleUploadedFile(name, content, content_type=media_type)
            attachments.add(actor=actor, patient=play.patient, upload=upload, kind=kind, title=title)


def send(play: Play) -> None:
    with as_person(play.referrer) as actor:
        case = play.case
        gate = cases.completeness(case)
        reason = "" if gate.is_complete else play.say("incomplete")
        cases.send(actor=actor, case_id=case.pk, expected_version=case.version, incomplete_reason=reason)


def accept(play: Play) -> None:
    with as_person(play.coordinator) as actor:
        cases.accept(actor=actor, case_id=play.case.pk, expected_version=play.case.version)


def ask_more(play: Play) -> None:
    with as_person(play.coordinator) as actor:
        cases.ask_more(actor=actor, case_id=play.case.pk, expected_version=play.case.version, text=play.say("ask_more"))


def supply(play: Play) -> None:
    with as_person(play.referrer) as actor:
        cases.supply(actor=actor, case_id=play.case.pk, expected_version=play.case.version, text=play.say("supply"))


def redirect(play: Play) -> None:
    other = play.crowd.institutions[play.story.to].pk
    with as_person(play.coordinator) as actor:
        cases.redirect(
            actor=actor, case_id=play.case.pk, expected_version=play.case.version, institution_id=other, note=play.say("redirect")
        )


def decline(play: Play) -> None:
    with as_person(play.coordinator) as actor:
        cases.decline(actor=actor, case_id=play.case.pk, expected_version=play.case.version, reason=play.say("decline"))


def withdraw(play: Play) -> None:
    with as_person(play.referrer) as actor:
        cases.withdraw(actor=actor, case_id=play.case.pk, expected_version=play.case.version, reason=play.say("withdraw"))


def assign(play: Play) -> None:
    """The coordinator asks the experts singly."""
    experts = play.experts()
    with as_person(play.coordinator) as actor:
        case = play.case
        made = cases.assign(
            actor=actor, case_id=case.pk, expected_version=case.version, person_ids=[person.pk for person in experts.values()]
        )
    names = {person.pk: discipline for discipline, person in experts.items()}
    play.asked = {names[each.person_id]: each.pk for each in made}


def answer(play: Play, discipline: str) -> None:
    story = play.story
    agrees = play.chance.weighted({"yes": 60, "partly": 30, "no": 10})
    with as_person(play.experts()[discipline]) as actor:
        cases.answer(
            actor=actor,
            assignment_id=play.asked[discipline],
            answers={
                "opinion_seen": ["record", "reports"] if discipline != "radiology" else ["record", "imaging"],
                "opinion_material_quality": play.chance.one(["good", "enough"]),
                "opinion_diagnosis": str(story.about.patient["entity"]),
                "opinion_agrees": agrees,
                "opinion_certainty": play.chance.weighted({"high": 60, "moderate": 34, "low": 6}),
                "opinion_recommendation": story.telling.opinions[discipline],
                "opinion_plan_change": "same" if agrees == "yes" else "minor" if agrees == "partly" else "major",
                "opinion_more_needed": ["nothing"],
                "opinion_board_needed": "1" if story.meeting is not None else "0",
            },
        )


def decline_assignment(play: Play, discipline: str) -> None:
    with as_person(play.experts()[discipline]) as actor:
        cases.decline_assignment(actor=actor, assignment_id=play.asked[discipline], reason=play.say("expert_decline"))


def talk(play: Play) -> None:
    """A question in the thread, and its answer."""
    with as_person(play.coordinator) as actor:
        cases.write_message(actor=actor, case_id=play.case.pk, text=play.say("message_asked"))
    with as_person(play.referrer) as actor:
        cases.write_message(actor=actor, case_id=play.case.pk, text=play.say("message_said"))


def conclude(play: Play) -> None:
    said = f"{play.say('conclusion')} {play.story.telling.summary}"
    with as_person(play.coordinator) as actor:
        cases.conclude(actor=actor, case_id=play.case.pk, expected_version=play.case.version, conclusion=said)


def close(play: Play) -> None:
    with as_person(play.referrer) as actor:
        cases.close(actor=actor, case_id=play.case.pk, expected_version=play.case.version, note=play.say("closing"))
