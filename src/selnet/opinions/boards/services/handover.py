"""A person's work passes to another: their seats in boards do too."""

from django.utils import timezone

from selnet.access.api import Actor, Permission
from selnet.network.api import Person, people_with, register_handover
from selnet.opinions.boards.models import BoardMember
from selnet.opinions.boards.selectors.boards import people_who_take_part

from . import sharing, trail


def hand_over(actor: Actor, giver: Person, taker: Person) -> None:
    """Called by the platform. Doing it twice does it once. Who may not take part in boards takes no seat."""
    able = people_who_take_part().filter(pk=taker.pk).exists()
    for seat in BoardMember.objects.filter(person=giver, left_at=None).select_related("board"):
        seat.left_at = timezone.now()
        seat.save(update_fields=["left_at"])
        sharing.close_to_member(actor, seat)
        trail.of_board(actor, seat.board, "member_left", person=giver.pk)
        if able and not BoardMember.objects.filter(board=seat.board, person=taker, left_at=None).exists():
            _seat(actor, seat, taker)


def _seat(actor: Actor, former: BoardMember, taker: Person) -> None:
    leads = former.is_chair and people_with(Permission.BOARD_SIGN, former.board.institution_id).filter(pk=taker.pk).exists()
    seat = BoardMember.objects.create(board=former.board, person=taker, discipline=former.discipline, is_chair=leads)
    trail.of_board(actor, seat.board, "member_added", person=taker.pk, discipline=seat.discipline, is_chair=leads)
    sharing.open_to_new_member(actor, seat)


def register() -> None:
    register_handover(hand_over)
