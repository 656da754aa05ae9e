"""What boards show elsewhere, and what packages above show beside a case on the presenter screen.

Guidelines register their advice here later; boards may not import them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import get_language

from selnet.access.api import ActorRequest, Permission
from selnet.opinions.cases.api import Case, register_case_panel, register_side_panel

from .models import AgendaItem
from .selectors import cases as reads
from .selectors.boards import boards_of, sittings_of

ItemRenderer = Callable[[ActorRequest, AgendaItem], str]


@dataclass(frozen=True)
class _ItemPanel:
    order: int
    render: ItemRenderer


_item_panels: list[_ItemPanel] = []


def register_item_panel(render: ItemRenderer, *, order: int = 50) -> None:
    """A section beside the case that the board discusses, as safe HTML; '' when there is nothing to say."""
    _item_panels.append(_ItemPanel(order, render))


def item_panels(request: ActorRequest, item: AgendaItem) -> list[str]:
    found = (panel.render(request, item) for panel in sorted(_item_panels, key=lambda each: each.order))
    return [html for html in found if html]


def case_panel(request: ActorRequest, case: Case) -> str:
    """On the page of a case: when the board sits on it, what it decided, whether that was carried out."""
    story = reads.story_of(case, get_language() or "en")
    if not story:
        return ""
    context = {
        "story": story,
        "may_present": request.actor.can(Permission.BOARD_TAKE_PART),
        "may_answer": request.actor.can(Permission.EXECUTION_RECORD, case.patient.institution_id),
    }
    return render_to_string("boards/_case_panel.html", context, request)


def next_meeting_panel(request: ActorRequest) -> str:
    """Beside the worklist: the next sitting of the person's boards and what is missing for it."""
    if not request.actor.can(Permission.BOARD_TAKE_PART):
        return ""
    sittings = sittings_of(boards_of(request.actor), reads.now())[:2]
    return render_to_string("boards/_next_meeting.html", {"sittings": sittings}, request) if sittings else ""


def register() -> None:
    register_case_panel(case_panel, place="main", order=20)
    register_side_panel(next_meeting_panel, order=10)
