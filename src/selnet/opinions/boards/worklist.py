"""What boards put on the worklist: answers about execution, signatures that wait, meetings left open."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from selnet.access.api import Actor, Permission
from selnet.opinions.cases.api import WorkItem, register_worklist_source
from selnet.ui.api import running_clock

from .models import AgendaItem, Decision, MeetingStatus
from .rules import WAITING
from .selectors.decisions import decisions_to_answer
from .services.executions import ASK_AFTER

ANSWER_WITHIN = timedelta(days=14)  # after the question, before the clock says late


def register() -> None:
    register_worklist_source(execution_items, group="executions", label=gettext_lazy("Board advice"))
    register_worklist_source(chair_items, group="boards", label=gettext_lazy("Boards"))


def execution_items(actor: Actor, now: datetime) -> Iterator[WorkItem]:
    """Signed advice on the patients of the actor's institution, asked about two weeks after the signature."""
    for decision in decisions_to_answer(actor):
        if decision.signed_at is not None and decision.signed_at <= now - ASK_AFTER:
            yield _execution_item(decision, decision.signed_at + ASK_AFTER, now)


def _execution_item(decision: Decision, asked_at: datetime, now: datetime) -> WorkItem:
    due = asked_at + ANSWER_WITHIN
    page = reverse("boards:decision", args=[decision.pk])
    return WorkItem(
        _("Was the board's advice carried out?"), decision.patient, _("You"), _("Answer"), f"{page}#executions",
        detail=decision.item.meeting.board.name, due=due, clock=running_clock(start=asked_at, due=due, now=now), page=page,
    )  # fmt: skip


def chair_items(actor: Actor, now: datetime) -> Iterator[WorkItem]:
    """Cases of an open meeting whose time is over and that have no signature yet: the meeting cannot close."""
    if actor.person_id is None or not actor.can(Permission.BOARD_SIGN):
        return
    items = AgendaItem.objects.filter(
        state__in=WAITING,
        meeting__status=MeetingStatus.OPEN,
        meeting__starts_at__lt=now - timedelta(hours=3),
        meeting__board__members__person_id=actor.person_id,
        meeting__board__members__is_chair=True,
        meeting__board__members__left_at=None,
    ).select_related("meeting__board", "patient__institution")
    for item in items:
        yield WorkItem(
            _("Sign or postpone"), item.patient, _("You"), _("Open"), reverse("boards:present", args=[item.pk]),
            detail=item.meeting.board.name, due=item.meeting.starts_at + timedelta(days=1),
        )  # fmt: skip
