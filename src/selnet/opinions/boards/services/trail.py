"""The trail of boards: what was done to a meeting, and what was done to a patient's case in it."""

from selnet.access.api import Actor
from selnet.audit.api import Detail, record
from selnet.opinions.boards.models import AgendaItem, Board, Decision, Meeting


def of_board(actor: Actor, board: Board, action: str, **details: Detail) -> None:
    record(
        actor, f"boards.board.{action}", kind="board", id=board.pk, patient_id=None, institution_id=board.institution_id,
        **details,
    )  # fmt: skip


def of_meeting(actor: Actor, meeting: Meeting, action: str, **details: Detail) -> None:
    record(
        actor, f"boards.meeting.{action}", kind="meeting", id=meeting.pk, patient_id=None,
        institution_id=meeting.board.institution_id, **details,
    )  # fmt: skip


def of_item(actor: Actor, item: AgendaItem, action: str, **details: Detail) -> None:
    record(
        actor, f"boards.agenda.{action}", kind="agenda item", id=item.pk, patient_id=item.patient_id,
        institution_id=item.patient.institution_id, **details,
    )  # fmt: skip


def of_decision(actor: Actor, decision: Decision, action: str, **details: Detail) -> None:
    record(
        actor, f"boards.decision.{action}", kind="decision", id=decision.pk, patient_id=decision.patient_id,
        institution_id=decision.patient.institution_id, **details,
    )  # fmt: skip
