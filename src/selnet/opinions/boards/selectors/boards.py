"""Boards, their members and their meetings. They hold no patient; those who take part in boards see them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from selnet.access.api import Actor, Permission, Refused
from selnet.network.api import Person, people_anywhere_with
from selnet.opinions.boards.models import Board, BoardMember, Meeting, MeetingStatus
from selnet.opinions.boards.rules import TO_COME


def boards_of(actor: Actor) -> QuerySet[Board]:
    """Boards where the actor sits, and those of the institutions where they take part in boards."""
    found = Board.objects.select_related("institution").filter(closed_on=None)
    if actor.kind == "system":
        return found
    sits = BoardMember.objects.filter(person_id=actor.person_id or 0, left_at=None).values("board_id")
    near = actor.institutions_with(Permission.BOARD_TAKE_PART)
    return found.filter(Q(pk__in=sits) | Q(institution_id__in=near)).order_by("name")


def get_board(actor: Actor, board_id: int) -> Board:
    board = boards_of(actor).filter(pk=board_id).first()
    if board is None:
        raise Refused("board")
    return board


def get_meeting(actor: Actor, meeting_id: UUID) -> Meeting:
    meeting = Meeting.objects.select_related("board__institution").filter(pk=meeting_id, board__in=boards_of(actor)).first()
    if meeting is None:
        raise Refused("meeting")
    return meeting


def members_of(board: Board) -> list[BoardMember]:
    """Who sits, chairs first, then by discipline and name."""
    found = BoardMember.objects.filter(board=board, left_at=None).select_related("person")
    return sorted(found, key=lambda member: (not member.is_chair, member.discipline, member.person.name))


def is_chair(actor: Actor, board: Board) -> bool:
    return BoardMember.objects.filter(board=board, person_id=actor.person_id or 0, is_chair=True, left_at=None).exists()


def people_who_take_part() -> QuerySet[Person]:
    """Everybody of the network whose role takes part in boards: a board may have members of several centres."""
    return people_anywhere_with(Permission.BOARD_TAKE_PART)


def people_to_seat(board: Board) -> QuerySet[Person]:
    """Those who do not sit in this board yet."""
    sitting = BoardMember.objects.filter(board=board, left_at=None).values("person_id")
    return people_who_take_part().exclude(pk__in=sitting).order_by("name")


def sittings_of(boards: QuerySet[Board] | Sequence[Board], now: datetime) -> list[Meeting]:
    """Meetings to come and those sitting now, the next first. `cases` counts what the reader may see of the agenda."""
    return list(
        Meeting.objects.filter(board__in=boards, status__in=TO_COME)
        .filter(Q(status=MeetingStatus.OPEN) | Q(starts_at__gte=now - timedelta(days=1)))
        .select_related("board__institution")
        .annotate(cases=Count("items", filter=Q(items__state__in=["listed", "now", "decided"])))
        .order_by("starts_at")
    )


def past_sittings_of(board: Board, limit: int = 20) -> list[Meeting]:
    return list(
        Meeting.objects.filter(board=board)
        .exclude(status__in=TO_COME)
        .select_related("board__institution")
        .order_by("-starts_at")[:limit]
    )
