"""Making a board and saying who sits in it."""

from dataclasses import dataclass
from zoneinfo import available_timezones

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import Actor, Permission, Refused, UserError
from selnet.network.api import Institution, Person, people_with
from selnet.opinions.boards.models import Board, BoardMember
from selnet.opinions.boards.selectors.boards import people_who_take_part
from selnet.record.api import pack_of, typed_text

from . import sharing, trail

LONGEST_SLOT = 120  # minutes for one case


@dataclass(frozen=True)
class NewBoard:
    institution_id: int
    name: str
    pack: str
    time_zone: str
    minutes_per_case: int = 15


@transaction.atomic
def make(*, actor: Actor, new: NewBoard) -> Board:
    """A board of a centre, without members yet."""
    actor.require(Permission.BOARD_PREPARE, new.institution_id)
    name = typed_text(new.name, field="name", longest=120, label=_("The name"), missing=_("Give the board a name."))
    if new.time_zone not in available_timezones():
        raise UserError(_("Choose the time zone in which the board sits."), field="time_zone")
    if not 1 <= new.minutes_per_case <= LONGEST_SLOT:
        raise UserError(_("A case gets between 1 and %(most)s minutes.") % {"most": LONGEST_SLOT}, field="minutes_per_case")
    pack_of(new.pack)
    board = Board(
        name=name, institution=Institution.objects.get(pk=new.institution_id), pack=new.pack, time_zone=new.time_zone,
        minutes_per_case=new.minutes_per_case,
    )  # fmt: skip
    try:
        with transaction.atomic():
            board.save()
    except IntegrityError:
        raise UserError(_("Your centre already has a board of this name. Choose another name."), field="name") from None
    trail.of_board(actor, board, "made", pack=board.pack)
    return board


@transaction.atomic
def add_member(*, actor: Actor, board: Board, person_id: int, discipline: str, is_chair: bool = False) -> BoardMember:
    """Somebody sits from now on, and sees the cases of the meetings to come. Adding the same person twice adds them once."""
    actor.require(Permission.BOARD_PREPARE, board.institution_id)
    person = _seatable(person_id)
    if discipline not in {each.id for each in pack_of(board.pack).board.disciplines}:
        raise UserError(_("Choose the discipline for which this person sits."), field="discipline")
    if is_chair and not people_with(Permission.BOARD_SIGN, board.institution_id).filter(pk=person.pk).exists():
        raise UserError(
            _("%(name)s cannot lead: the role “board chair” at this centre is missing. An administrator can give it.")
            % {"name": person.name},
            field="is_chair",
        )
    Board.objects.select_for_update().get(pk=board.pk)  # two who add the same person at once add them once
    standing = BoardMember.objects.filter(board=board, person=person, left_at=None).first()
    if standing is not None:
        return standing
    member = BoardMember.objects.create(board=board, person=person, discipline=discipline, is_chair=is_chair)
    trail.of_board(actor, board, "member_added", person=person.pk, discipline=discipline, is_chair=is_chair)
    sharing.open_to_new_member(actor, member)
    return member


def _seatable(person_id: int) -> Person:
    person = people_who_take_part().filter(pk=person_id).first()
    if person is None:
        raise UserError(_("Choose somebody whose role takes part in boards."), field="person")
    return person


@transaction.atomic
def end_membership(*, actor: Actor, board: Board, member_id: int) -> None:
    """Somebody sits no longer, and sees the cases of the meetings to come no longer."""
    actor.require(Permission.BOARD_PREPARE, board.institution_id)
    sitting = BoardMember.objects.select_for_update().filter(board=board, left_at=None)
    member = next((each for each in sitting if each.pk == member_id), None)
    if member is None:
        raise Refused("member")
    if member.is_chair and sum(each.is_chair for each in sitting) == 1:
        raise UserError(_("A board needs a chair. Add another chair first."))
    member.left_at = timezone.now()
    member.save(update_fields=["left_at"])
    trail.of_board(actor, board, "member_left", person=member.person_id)
    sharing.close_to_member(actor, member)
