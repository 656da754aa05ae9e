"""The boards: made with their members, planned, and the past ones held, decided and signed."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from selnet.access.api import system
from selnet.config.demo.careers.chance import Chance
from selnet.config.demo.crowd import Crowd
from selnet.config.demo.places import people
from selnet.network.api import Person
from selnet.opinions.boards import api as boards
from selnet.record.api import pack_of

from .acts import Play, as_person
from .calendar import MINUTES, BoardPlan, Times

SITTING = {
    "pathologist",
    "radiologist",
    "surgeon",
    "medical_oncologist",
    "radiation_oncologist",
    "board_chair",
    "centre_coordinator",
}


@dataclass
class Sitting:
    """One meeting of a board, and the cases on its agenda in order."""

    plan: BoardPlan
    number: int
    crowd: Crowd
    chance: Chance
    board: boards.Board
    meeting: boards.Meeting | None = None
    plays: list[Play] = field(default_factory=list)

    @property
    def coordinator(self) -> Person:
        return _first(self.crowd, self.plan.centre, "centre_coordinator")

    @property
    def chair(self) -> Person:
        return _first(self.crowd, self.plan.centre, "board_chair")

    @property
    def planned(self) -> boards.Meeting:
        assert self.meeting is not None, "the meeting was not planned yet"
        return self.meeting


def _first(crowd: Crowd, institution: str, role: str) -> Person:
    return crowd.people[next(row.key for row in people().values() if row.institution == institution and role in row.roles)]


def make_board(plan: BoardPlan, crowd: Crowd) -> boards.Board:
    """With everybody of the centre who takes part."""
    centre = crowd.institutions[plan.centre]
    with as_person(_first(crowd, plan.centre, "centre_coordinator")) as actor:
        board = boards.make(actor=actor, new=boards.NewBoard(centre.pk, plan.name, settings.SELNET_PACK, plan.zone))
        for row in people().values():
            if row.institution == plan.centre and SITTING & set(row.roles) and row.disciplines:
                boards.add_member(
                    actor=actor, board=board, person_id=crowd.people[row.key].pk, discipline=row.disciplines[0],
                    is_chair="board_chair" in row.roles,
                )  # fmt: skip
    return board


def schedule(sitting: Sitting, times: Times) -> None:
    starts = times.meeting(sitting.plan.centre, sitting.number)
    new = boards.NewMeeting(day=starts.date(), clock=starts.time(), minutes=MINUTES, place=sitting.plan.place)
    with as_person(sitting.coordinator) as actor:
        sitting.meeting = boards.schedule(actor=actor, board=sitting.board, new=new)


def list_case(sitting: Sitting, play: Play) -> None:
    with as_person(sitting.coordinator) as actor:
        boards.add_case(actor=actor, meeting=sitting.planned, case_id=play.case_id)
    sitting.plays.append(play)


def open_meeting(sitting: Sitting) -> None:
    """Opened by the chair; present are the members, some by call, now and then one missing whom the quorum does not need."""
    with as_person(sitting.chair) as actor:
        sitting.meeting = boards.open_meeting(actor=actor, meeting=sitting.planned)
        members = boards.BoardMember.objects.filter(board=sitting.board, left_at=None).order_by("pk")
        present = {member.person_id: boards.Presence(by_call=sitting.chance.yes(0.4)) for member in members}
        boards.take(actor=actor, meeting=sitting.planned, present=present)


def decide(sitting: Sitting, play: Play) -> None:
    """The board turns to the case, writes its decision down and the chair signs."""
    with as_person(sitting.chair) as actor:
        item = sitting.planned.items.get(case_id=play.case_id)
        boards.start(actor=actor, item_id=item.pk)
        decision = boards.save_decision(
            actor=actor, item_id=item.pk, summary=play.story.telling.summary, rows=_rows(sitting, play), expected_version=0
        )
        proof = boards.Signature(
            expected_version=decision.version, proven_at=timezone.now(), below_quorum_reason=_reason(sitting, play)
        )
        boards.sign(actor=actor, item_id=item.pk, signature=proof)


def _reason(sitting: Sitting, play: Play) -> str:
    """Why the board decides below its quorum; needed only when it does."""
    present = {member.discipline for member in boards.BoardMember.objects.filter(board=sitting.board, left_at=None)}
    asked = {seat.discipline for seat in pack_of(sitting.board.pack).board.quorum if seat.required}
    return "" if asked <= present else play.say("below_quorum")


def _rows(sitting: Sitting, play: Play) -> list[boards.Row]:
    voters = boards.BoardMember.objects.filter(board=sitting.board, left_at=None).count()
    telling = play.story.telling
    rows = []
    for modality in pack_of(sitting.board.pack).board.modalities:
        recommendation, detail, guideline = telling.decision.get(modality.id, ("do_not", "", ""))
        dissent = telling.dissent.get(modality.id, "")
        agreed = voters - (2 if dissent else 0)
        rows.append(boards.Row(modality.id, recommendation, detail, agreed, voters, dissent, guideline))
    return rows


def close_meeting(sitting: Sitting) -> None:
    with as_person(sitting.chair) as actor:
        boards.close_meeting(actor=actor, meeting=sitting.planned)


# --- afterwards


def remind() -> None:
    """What the worker does every day."""
    boards.remind(actor=system("reminder"))


def add_addendum(sitting: Sitting, play: Play) -> None:
    with as_person(sitting.chair) as actor:
        decision = boards.get_decision(actor, _decision_of(play))
        boards.add_addendum(actor=actor, decision=decision, text=play.say("addendum"))


def _decision_of(play: Play) -> UUID:
    return boards.Decision.objects.get(case_id=play.case_id).pk


def execute(play: Play, outcomes: dict[str, str]) -> None:
    """The referrer says what became of the recommendations: `outcomes` by modality, the rest carried out."""
    with as_person(play.referrer) as actor:
        decision = boards.get_decision(actor, _decision_of(play))
        rows = boards.rows_of(decision)
        done_on = timezone.localdate() - timedelta(days=2)
        answers = {}
        for row in rows:
            outcome = outcomes.get(row.modality, outcomes.get("*", "yes"))
            why = play.say(outcome) if outcome in {"no_access", "no_patient"} else ""
            done = outcome == "yes" and row.recommendation == "do"
            answers[row.modality] = boards.Answer(outcome, why, done_on if done else None)
        boards.answer_executions(actor=actor, decision=decision, answers=answers)
