"""What boards show on the page of a case, and beside the worklist."""

from django.template.loader import render_to_string
from django.utils import timezone

from selnet.access.api import ActorRequest, Permission
from selnet.opinions.cases.api import Case, register_case_panel, register_worklist_panel
from selnet.ui.api import active_language

from .selectors.boards import boards_of, sittings_of
from .selectors.cases import story_of


def register() -> None:
    register_case_panel(case_panel, order=20)
    register_worklist_panel(next_meeting_panel, place="aside", order=10)


def case_panel(request: ActorRequest, case: Case) -> str:
    """When the board sits on the case, what it decided, whether that was carried out."""
    story = story_of(case, active_language())
    if not story:
        return ""
    context = {
        "story": story,
        "may_present": request.actor.can(Permission.BOARD_TAKE_PART),
        "may_answer": request.actor.can(Permission.EXECUTION_RECORD, case.patient.institution_id),
    }
    return render_to_string("boards/_case_panel.html", context, request)


def next_meeting_panel(request: ActorRequest) -> str:
    """The next sitting of the person's boards and what is missing for it."""
    if not request.actor.can(Permission.BOARD_TAKE_PART):
        return ""
    sittings = sittings_of(boards_of(request.actor), timezone.now())[:2]
    return render_to_string("boards/_next_meeting.html", {"sittings": sittings}, request) if sittings else ""
