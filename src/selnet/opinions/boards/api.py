"""The door of boards."""

from .models import Board, BoardMember, Decision, Execution, Meeting, MeetingStatus, ModalityDecision
from .panels import register_item_panel
from .quorum import Quorum, Seat, quorum_of
from .selectors.boards import boards_of, get_board, get_meeting
from .selectors.decisions import get_decision, newest_executions, rows_of
from .services.agenda import add_case, postpone, start, take_off
from .services.agenda import move as move_item
from .services.attendance import Presence, take
from .services.boards import NewBoard, add_member, end_membership, make
from .services.decisions import Row
from .services.decisions import save as save_decision
from .services.executions import Answer, remind
from .services.executions import answer as answer_executions
from .services.letters import keep_letter
from .services.meetings import NewMeeting, cancel, close_meeting, open_meeting, schedule
from .services.signing import Signature, sign
from .services.signing import add as add_addendum

__all__ = [
    "Answer",
    "Board",
    "BoardMember",
    "Decision",
    "Execution",
    "Meeting",
    "MeetingStatus",
    "ModalityDecision",
    "NewBoard",
    "NewMeeting",
    "Presence",
    "Quorum",
    "Row",
    "Seat",
    "Signature",
    "add_addendum",
    "add_case",
    "add_member",
    "answer_executions",
    "boards_of",
    "cancel",
    "close_meeting",
    "end_membership",
    "get_board",
    "get_decision",
    "get_meeting",
    "keep_letter",
    "make",
    "move_item",
    "newest_executions",
    "open_meeting",
    "postpone",
    "quorum_of",
    "register_item_panel",
    "remind",
    "rows_of",
    "save_decision",
    "schedule",
    "sign",
    "start",
    "take",
    "take_off",
]
