"""What people are told about boards. A notice holds a kind and the page where the news is, never a patient's value."""

from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from selnet.access.api import Actor
from selnet.network.api import register_notice, tell
from selnet.opinions.cases.api import Case

from .models import BoardMember, Decision, Meeting

KINDS: Final[tuple[tuple[str, Promise, Promise, bool], ...]] = (
    (
        "boards.meeting_planned",
        _("A board meeting is planned"),
        _("Day, place and agenda are on the page of the meeting."),
        False,
    ),
    ("boards.meeting_cancelled", _("A board meeting is called off"), _("Its cases wait for another meeting."), True),
    ("boards.case_listed", _("Your case is on a board's agenda"), _("The day of the meeting is on the page of the case."), False),
    ("boards.case_postponed", _("The board postponed your case"), _("The page of the case says what it needs first."), True),
    ("boards.decision_signed", _("The board decided on your case"), _("The decision and its letter are ready."), True),
    ("boards.decision_added", _("The board added to its decision"), _("Read the addendum and the new letter."), True),
    (
        "boards.execution_due",
        _("Was the board's advice carried out?"),
        _("Say for each recommendation whether it was, and why not."),
        False,
    ),
)


def register() -> None:
    for kind, title, sentence, urgent in KINDS:
        register_notice(kind, title, sentence, urgent)


def tell_members(actor: Actor, meeting: Meeting, kind: str) -> None:
    members = BoardMember.objects.filter(board_id=meeting.board_id, left_at=None).exclude(person_id=actor.person_id or 0)
    tell(
        person_ids=list(members.values_list("person_id", flat=True)),
        kind=kind,
        link=reverse("boards:meeting", args=[meeting.pk]),
        about=f"meeting:{meeting.pk}:{kind}",
    )


def tell_opener(actor: Actor, case: Case, kind: str, about: str) -> None:
    if case.opened_by_id != actor.person_id:
        link = reverse("cases:case", args=[case.pk])
        tell(person_ids=[case.opened_by_id], kind=kind, link=link, about=f"case:{case.pk}:{about}")


def tell_of_decision(actor: Actor, decision: Decision, kind: str, about: str) -> None:
    """The clinician who asked and the coordinator of the case."""
    asked = {decision.case.opened_by_id, decision.case.coordinator_id} - {None, actor.person_id}
    tell(
        person_ids=sorted(person for person in asked if person is not None),
        kind=kind,
        link=reverse("boards:decision", args=[decision.pk]),
        about=f"decision:{decision.pk}:{about}",
    )


def remind_of_execution(decision: Decision, time: int) -> None:
    tell(
        person_ids=[decision.case.opened_by_id],
        kind="boards.execution_due",
        link=reverse("boards:decision", args=[decision.pk]) + "#executions",
        about=f"decision:{decision.pk}:execution:{time}",
    )
