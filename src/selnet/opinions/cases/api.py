"""The door of cases."""

from .clocks import CaseClocks, clocks_of
from .completeness import Gate, Item, State, completeness
from .models import Assignment, Case, CaseStatus
from .panels import register_case_panel, register_worklist_panel
from .selectors.cases import cases_ready_for_board, cases_visible_to, get_case
from .selectors.opinions import Line, side_by_side
from .selectors.thread import assignments_of
from .services.answering import answer, decline_assignment
from .services.asking import assign, assign_group
from .services.boarding import back_from_board, decided_by_board, list_on_board
from .services.opening import Request, close, open_case, save_draft, send, supply, withdraw
from .services.thread import write_message
from .services.triage import accept, ask_more, conclude, decline, redirect
from .services.watching import watch_clocks
from .titles import case_reason, case_title
from .worklist import WorkItem, register_worklist_source

__all__ = [
    "Assignment",
    "Case",
    "CaseClocks",
    "CaseStatus",
    "Gate",
    "Item",
    "Line",
    "Request",
    "State",
    "WorkItem",
    "accept",
    "answer",
    "ask_more",
    "assign",
    "assign_group",
    "assignments_of",
    "back_from_board",
    "case_reason",
    "case_title",
    "cases_ready_for_board",
    "cases_visible_to",
    "clocks_of",
    "close",
    "completeness",
    "conclude",
    "decided_by_board",
    "decline",
    "decline_assignment",
    "get_case",
    "list_on_board",
    "open_case",
    "redirect",
    "register_case_panel",
    "register_worklist_panel",
    "register_worklist_source",
    "save_draft",
    "send",
    "side_by_side",
    "supply",
    "watch_clocks",
    "withdraw",
    "write_message",
]
