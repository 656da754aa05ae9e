"""Whom an agenda lets see a patient: every member of the board, from the listing until the meeting closes.

The chair who signs answers for the decision and keeps the patient until it is known what was carried out.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from selnet.access.api import Actor
from selnet.opinions.boards.models import AgendaItem, BoardMember, Decision, Meeting
from selnet.opinions.boards.rules import TO_COME, WAITING, State
from selnet.opinions.boards.selectors.boards import people_who_take_part
from selnet.record.api import AccessGrant, grants

FORGOTTEN_AFTER = timedelta(days=14)  # after its start; by then a meeting was closed or forgotten


def source_of(meeting: Meeting) -> str:
    return f"meeting:{meeting.pk}"


def open_to_members(actor: Actor, item: AgendaItem, meeting: Meeting) -> None:
    able = people_who_take_part().values("pk")  # somebody may keep the seat and have lost the role
    members = BoardMember.objects.filter(board_id=meeting.board_id, left_at=None, person_id__in=able)
    for person_id in members.values_list("person_id", flat=True):
        _share(actor, item.patient_id, source_of(meeting), person_id, until=_at_the_latest(meeting))


def open_to_new_member(actor: Actor, member: BoardMember) -> None:
    """A member who joins sees the cases of the meetings to come."""
    for item in _standing_items(member):
        _share(actor, item.patient_id, source_of(item.meeting), member.person_id, until=_at_the_latest(item.meeting))


def close_to_member(actor: Actor, member: BoardMember) -> None:
    for item in _standing_items(member):
        grants.end(actor=actor, patient_id=item.patient_id, source=source_of(item.meeting), person_id=member.person_id)


def close_to_members(actor: Actor, meeting: Meeting, patient_ids: Iterable[UUID]) -> None:
    """Last thing done to a patient: the actor may be among those who see them no more."""
    for patient_id in dict.fromkeys(patient_ids):
        grants.end(actor=actor, patient_id=patient_id, source=source_of(meeting))


def keep_for_signer(actor: Actor, decision: Decision) -> None:
    _share(actor, decision.patient_id, f"decision:{decision.pk}", actor.person_id)


def close_to_signer(actor: Actor, decision: Decision) -> None:
    grants.end(actor=actor, patient_id=decision.patient_id, source=f"decision:{decision.pk}")


def _share(actor: Actor, patient_id: UUID, source: str, person_id: int | None, until: datetime | None = None) -> None:
    grants.share(
        actor=actor, patient_id=patient_id, why=AccessGrant.Why.BOARD, source=source, person_id=person_id, expires_at=until
    )


def _at_the_latest(meeting: Meeting) -> datetime:
    """A meeting that nobody opens or closes does not keep patients open for ever."""
    return meeting.starts_at + FORGOTTEN_AFTER


def _standing_items(member: BoardMember) -> list[AgendaItem]:
    return list(
        AgendaItem.objects.filter(
            meeting__board_id=member.board_id, meeting__status__in=TO_COME, state__in=[*WAITING, State.DECIDED]
        ).select_related("meeting")
    )
