"""Who is present. The quorum is computed from this."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from selnet.access.api import Actor, Permission, UserError
from selnet.opinions.boards import rules
from selnet.opinions.boards.models import AgendaItem, Attendance, BoardMember, Meeting
from selnet.opinions.boards.quorum import TREATING

from . import locking, trail


@dataclass(frozen=True)
class Presence:
    by_call: bool = False


@transaction.atomic
def take(*, actor: Actor, meeting: Meeting, present: Mapping[int, Presence]) -> None:
    """The whole list anew, by person: who is not in it is not (or no longer) present.

    Members sit for their discipline; whoever opened a case of the agenda joins as the treating doctor.
    """
    meeting = locking.locked_meeting(meeting.pk)
    actor.require(Permission.BOARD_PREPARE, meeting.board.institution_id)
    rules.check_can_take_attendance(meeting)
    disciplines = who_may_attend(meeting)
    if not set(present) <= set(disciplines):
        raise UserError(_("Somebody in the list neither sits in this board nor opened one of its cases. Load the page again."))
    standing = {each.person_id: each for each in Attendance.objects.filter(meeting=meeting)}
    gone = [each.pk for person_id, each in standing.items() if person_id not in present]
    Attendance.objects.filter(pk__in=gone).delete()
    for person_id, presence in present.items():
        _note(meeting, person_id, disciplines[person_id], presence, standing.get(person_id))
    trail.of_meeting(actor, meeting, "attendance", present=len(present), by_call=sum(p.by_call for p in present.values()))


def _note(meeting: Meeting, person_id: int, discipline: str, presence: Presence, standing: Attendance | None) -> None:
    if standing is None:
        Attendance.objects.create(meeting=meeting, person_id=person_id, discipline=discipline, by_call=presence.by_call)
    elif standing.by_call != presence.by_call:
        standing.by_call = presence.by_call
        standing.save(update_fields=["by_call"])


def who_may_attend(meeting: Meeting) -> dict[int, str]:
    """Discipline by person: the members, and the treating doctors of the agenda who are not members."""
    treating = AgendaItem.objects.filter(meeting=meeting).values_list("case__opened_by_id", flat=True)
    members = BoardMember.objects.filter(board_id=meeting.board_id, left_at=None).values_list("person_id", "discipline")
    return dict.fromkeys(treating, TREATING) | dict(members)
