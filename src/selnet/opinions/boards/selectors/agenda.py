"""The agenda of a meeting as its readers may see it, and how ready each case is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from selnet.access.api import Actor, Refused
from selnet.network.api import Person
from selnet.opinions.boards.models import AgendaItem, Attendance, Board, Meeting
from selnet.opinions.boards.quorum import Quorum, quorum_of
from selnet.opinions.boards.rules import State
from selnet.opinions.cases.api import Case, Gate, cases_ready_for_board, completeness
from selnet.record.api import Headline, facts_by_patient, get_patient, headlines, pack_of

STANDING = (State.LISTED, State.NOW, State.DECIDED)  # what the order of the day shows


@dataclass(frozen=True)
class AgendaLine:
    """One case of the agenda with all that a list of cases says about it."""

    item: AgendaItem
    headline: Headline
    gate: Gate
    is_signed: bool
    has_decision: bool

    @property
    def missing(self) -> str:
        """The first thing the experts will miss; '' when the case is complete."""
        return self.gate.required[0].title if self.gate.required else ""


@dataclass(frozen=True)
class ReadyCase:
    case: Case
    headline: Headline
    gate: Gate


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """Every item of the meeting that the reader may see, in order."""
    return list(
        AgendaItem.objects.filter(meeting=meeting)
        .select_related("case", "patient__institution", "decision")
        .order_by("position", "pk")
    )


def lines_of(items: Sequence[AgendaItem]) -> list[AgendaLine]:
    """A constant number of queries, however long the agenda."""
    patients = [item.patient for item in items]
    said, facts = headlines(patients), facts_by_patient(patients)
    return [
        AgendaLine(
            item=item,
            headline=said[item.patient_id],
            gate=completeness(_with_patient(item.case, item), facts[item.patient_id]),
            is_signed=bool(decision and decision.signed_at),
            has_decision=decision is not None,
        )
        for item in items
        for decision in [getattr(item, "decision", None)]
    ]


def _with_patient(case: Case, item: AgendaItem) -> Case:
    case.patient = item.patient  # read once, not once a case
    return case


def ready_cases(actor: Actor, board: Board) -> list[ReadyCase]:
    """Accepted cases of the board's centre that stand on no agenda."""
    ready = cases_ready_for_board(actor).filter(to_institution_id=board.institution_id, patient__pack=board.pack)
    cases = list(ready)
    said = headlines([case.patient for case in cases])
    facts = facts_by_patient([case.patient for case in cases])
    return [ReadyCase(case, said[case.patient_id], completeness(case, facts[case.patient_id])) for case in cases]


def get_item(actor: Actor, item_id: UUID) -> AgendaItem:
    """An item whose patient the actor sees. Raises Refused otherwise."""
    item = (
        AgendaItem.objects.select_related("meeting__board__institution", "case", "patient__institution", "decision")
        .filter(pk=item_id)
        .first()
    )
    if item is None:
        raise Refused("agenda item")
    get_patient(actor, item.patient_id)
    _with_patient(item.case, item)
    return item


def attendances_of(meeting: Meeting) -> list[Attendance]:
    return list(Attendance.objects.filter(meeting=meeting).select_related("person").order_by("discipline", "person__name"))


def people_by_id(person_ids: Iterable[int]) -> dict[int, Person]:
    return Person.objects.in_bulk(list(person_ids))


def quorum_now(meeting: Meeting) -> Quorum:
    sitting = Attendance.objects.filter(meeting=meeting).values_list("discipline", "by_call")
    return quorum_of(pack_of(meeting.board.pack), sitting)
