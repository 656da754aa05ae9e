"""The scene of the board tests: Ana's case stands on the agenda of the centre's board, its members known by name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.utils import timezone

from cast import Cast
from selnet.access.api import Actor, acting
from selnet.opinions.boards.api import (
    Board,
    Decision,
    Meeting,
    NewBoard,
    NewMeeting,
    Presence,
    Row,
    Signature,
    add_case,
    add_member,
    make,
    open_meeting,
    save_decision,
    schedule,
    sign,
    take,
)
from selnet.opinions.boards.models import AgendaItem
from selnet.opinions.cases.api import Case, Request, accept, open_case, send
from selnet.record.api import Patient, entries, pack_of, patients

MEMBERS = {
    "marta": "medical_oncology",
    "ramon": "radiology",
    "sergio": "surgery",
    "paula": "pathology",
    "rita": "radiation_oncology",
}
MODALITIES = [modality.id for modality in pack_of("sarcoma").board.modalities]


@dataclass
class Stage:
    cast: Cast
    board: Board
    meeting: Meeting
    cases: list[Case] = field(default_factory=list)
    items: list[AgendaItem] = field(default_factory=list)

    @contextmanager
    def acting(self, name: str) -> Iterator[Actor]:
        actor = self.cast.actor(name)
        with acting(actor):
            yield actor

    @property
    def item(self) -> AgendaItem:
        return self.items[0]

    # --- steps, each by the person whose step it is

    def new_case(self, question: str = "After R0 surgery: chemotherapy? And which follow-up?") -> Case:
        with self.acting("ana") as ana:
            patient = patients.open(actor=ana, institution_id=self.cast.hospital.pk)
            describe(ana, patient)
            case = open_case(
                actor=ana,
                patient_id=patient.pk,
                request=Request("recurrence", URGENCY, question, self.cast.centre.pk),
            )
            case = send(actor=ana, case_id=case.pk, expected_version=case.version, incomplete_reason="No MRI in this region.")
        with self.acting("boris") as boris:
            case = accept(actor=boris, case_id=case.pk, expected_version=case.version)
        self.cases.append(case)
        return case

    def list_case(self, case: Case) -> AgendaItem:
        with self.acting("boris") as boris:
            item = add_case(actor=boris, meeting=self.meeting, case_id=case.pk)
        self.items.append(item)
        return item

    def open(self, *absent: str) -> None:
        with self.acting("chema") as chema:
            self.meeting = open_meeting(actor=chema, meeting=self.meeting)
            people = {getattr(self.cast, name).pk: Presence() for name in MEMBERS if name not in absent}
            take(actor=chema, meeting=self.meeting, present=people)

    def decide(self, item: AgendaItem | None = None, summary: str = "Woman of 52.", **changes: Row) -> Decision:
        rows = [changes.get(modality, Row(modality, "do_not", "", 5, 5)) for modality in MODALITIES]
        item = item or self.item
        with self.acting("chema") as chema:
            standing = Decision.objects.filter(item=item).values_list("version", flat=True).first()
            return save_decision(actor=chema, item_id=item.pk, summary=summary, rows=rows, expected_version=standing or 0)

    def sign(self, item: AgendaItem | None = None, reason: str = "", version: int | None = None) -> Decision:
        item = item or self.item
        with self.acting("chema") as chema:
            if version is None:
                version = Decision.objects.filter(item=item).values_list("version", flat=True).first() or 0
            return sign(actor=chema, item_id=item.pk, signature=Signature(version, timezone.now(), reason))

    def signed(self) -> Decision:
        self.open()
        self.decide(systemic=Row("systemic", "do", "Doxorubicin and ifosfamide, 3 cycles", 4, 5, "Benefit uncertain.", "SEL-STS"))
        return self.sign()


def describe(ana: Actor, patient: Patient) -> None:
    entries.save(actor=ana, patient=patient, form="demographics", answers={"sex": "female", "birth_year": "1974"}, status="draft")


URGENCY = pack_of("sarcoma").cases.urgencies[0].id


def set_stage(cast: Cast) -> Stage:
    boris, chema = cast.actor("boris"), cast.actor("chema")
    with acting(boris):
        board = make(actor=boris, new=NewBoard(cast.centre.pk, "Thursday sarcoma board", "sarcoma", "Europe/Madrid"))
        add_member(actor=boris, board=board, person_id=cast.chema.pk, discipline="surgery", is_chair=True)
        for name, discipline in MEMBERS.items():
            add_member(actor=boris, board=board, person_id=getattr(cast, name).pk, discipline=discipline)
        meeting = schedule(actor=boris, board=board, new=NewMeeting(in_days(7), time(16, 30), 90, "Room 4"))
    assert chema.person_id
    stage = Stage(cast, board, meeting)
    stage.list_case(stage.new_case())
    return stage


def in_days(days: int) -> date:
    return (timezone.now() + timedelta(days=days)).date()
