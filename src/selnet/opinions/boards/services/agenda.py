"""The order of the day: putting a case on, moving it, starting it, postponing it, taking it off."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from selnet.access.api import Actor, Permission, Refused, UserError
from selnet.opinions.boards import notices, rules
from selnet.opinions.boards.limits import LINE
from selnet.opinions.boards.models import AgendaItem, Meeting
from selnet.opinions.boards.rules import State
from selnet.opinions.cases.api import Case, back_from_board, get_case, list_on_board
from selnet.record.api import typed_text

from . import locking, sharing, trail

MOVES = ("up", "down", "first", "last")


@transaction.atomic
def add_case(*, actor: Actor, meeting: Meeting, case_id: UUID) -> AgendaItem:
    """Puts an accepted case at the end of the agenda and opens its patient to the board. Doing it twice does it once."""
    meeting = locking.locked_meeting(meeting.pk)
    actor.require(Permission.BOARD_PREPARE, meeting.board.institution_id)
    rules.check_can_prepare(meeting)
    case = get_case(actor, case_id)
    _check_belongs(meeting, case)
    item = AgendaItem.objects.select_related("patient").filter(meeting=meeting, case=case).first()
    if item is not None and State(item.state) in rules.WAITING:
        return item
    list_on_board(actor, case.pk)  # the case is locked from here on
    _check_on_no_other(meeting, case)
    item = _placed(actor, meeting, case, item)
    sharing.open_to_members(actor, item, meeting)
    trail.of_item(actor, item, "listed", meeting=str(meeting.pk))
    notices.tell_opener(actor, case, "boards.case_listed", f"meeting:{meeting.pk}")
    return item


def _check_belongs(meeting: Meeting, case: Case) -> None:
    if case.to_institution_id != meeting.board.institution_id:
        raise Refused("case")
    if case.patient.pack != meeting.board.pack:
        raise UserError(_("This board sits on another kind of tumour. Choose the board that fits the case."))


def _check_on_no_other(meeting: Meeting, case: Case) -> None:
    """Two boards with the same case would each wait for the other's signature to be undone."""
    other = (
        AgendaItem.objects.filter(case=case, state__in=rules.WAITING, meeting__status__in=rules.TO_COME)
        .exclude(meeting=meeting)
        .select_related("meeting__board")
        .first()
    )
    if other is not None:
        raise UserError(
            _("This case stands on the agenda of “%(board)s” on %(day)s. Take it off there first.")
            % {"board": other.meeting.board.name, "day": date_format(timezone.localtime(other.meeting.starts_at), "j M Y")}
        )


def _placed(actor: Actor, meeting: Meeting, case: Case, item: AgendaItem | None) -> AgendaItem:
    """At the end. A case that was taken off this meeting before keeps its item, and what was drafted with it."""
    highest = AgendaItem.objects.filter(meeting=meeting).aggregate(highest=Max("position"))["highest"] or 0
    if item is None:
        item = AgendaItem(meeting=meeting, case=case, patient=case.patient, position=highest + 1, listed_by_id=actor.person_id)
        item.save(force_insert=True)
        return item
    rules.check_can_move_item(item, meeting, State.LISTED)
    item.state, item.position, item.note = State.LISTED, highest + 1, ""
    item.save(update_fields=["state", "position", "note"])
    return item


@transaction.atomic
def move(*, actor: Actor, meeting: Meeting, item_id: UUID, to: str | int) -> None:
    """To another place: `up`, `down`, `first`, `last`, or a number counted from 1."""
    meeting = locking.locked_meeting(meeting.pk)
    actor.require(Permission.BOARD_PREPARE, meeting.board.institution_id)
    rules.check_can_prepare(meeting)
    order = list(AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk"))
    standing = [item for item in order if State(item.state) in (*rules.WAITING, State.DECIDED)]
    item = next((each for each in standing if each.pk == item_id), None)
    if item is None:
        raise Refused("agenda item")
    place = _place(standing.index(item), len(standing), to)
    standing.remove(item)
    standing.insert(place, item)
    gone = [each for each in order if each not in standing]
    for position, each in enumerate([*standing, *gone], start=1):
        each.position = position
    AgendaItem.objects.bulk_update(order, ["position"])
    trail.of_meeting(actor, meeting, "ordered", item=str(item_id), place=place + 1)


def _place(here: int, count: int, to: str | int) -> int:
    """The index counted from 0; a number beyond the end is the end."""
    if isinstance(to, int):
        return min(max(to, 1), count) - 1
    if to not in MOVES:
        raise UserError(_("A case moves up, down, to the first or to a numbered place."))
    places = {"up": here - 1, "down": here + 1, "first": 0, "last": count - 1}
    return min(max(places[to], 0), count - 1)


@transaction.atomic
def start(*, actor: Actor, item_id: UUID) -> AgendaItem:
    """The board turns to this case: its time runs. The case before it waits again unless it is signed."""
    item, meeting = _locked(actor, item_id)
    if item.state == State.NOW:
        return item
    rules.check_can_start_item(item, meeting)
    AgendaItem.objects.filter(meeting=meeting, state=State.NOW).update(state=State.LISTED)
    item.state, item.started_at = State.NOW, timezone.now()
    item.save(update_fields=["state", "started_at"])
    trail.of_item(actor, item, "started")
    return item


@transaction.atomic
def postpone(*, actor: Actor, item_id: UUID, note: str) -> AgendaItem:
    """Not today: the case goes back to the coordinator with the reason, and waits for another meeting."""
    note = typed_text(
        note, field="note", longest=LINE, label=_("The note"), missing=_("Say what the board needs before it can decide.")
    )
    return _leave(actor, item_id, State.POSTPONED, note, "postponed")


@transaction.atomic
def take_off(*, actor: Actor, item_id: UUID, note: str = "") -> AgendaItem:
    """Off the agenda, without the board having said anything."""
    return _leave(actor, item_id, State.REMOVED, typed_text(note, field="note", longest=LINE, label=_("The note")), "taken_off")


def _leave(actor: Actor, item_id: UUID, after: State, note: str, action: str) -> AgendaItem:
    item, meeting = _locked(actor, item_id)
    if item.state == after:
        return item
    rules.check_can_move_item(item, meeting, after)
    item.state, item.note = after, note
    item.save(update_fields=["state", "note"])
    back_from_board(actor, item.case_id, note=note)
    trail.of_item(actor, item, action)
    if after == State.POSTPONED:
        notices.tell_opener(actor, item.case, "boards.case_postponed", f"meeting:{meeting.pk}:postponed")
    if not _stands_otherwise(item):
        sharing.close_to_members(actor, meeting, [item.patient_id])
    return item


def _stands_otherwise(item: AgendaItem) -> bool:
    """Whether another case of the same patient still stands on the same agenda."""
    same = AgendaItem.objects.filter(meeting_id=item.meeting_id, patient_id=item.patient_id).exclude(pk=item.pk)
    return same.filter(state__in=[*rules.WAITING, State.DECIDED]).exists()


def _locked(actor: Actor, item_id: UUID) -> tuple[AgendaItem, Meeting]:
    found = AgendaItem.objects.filter(pk=item_id).values_list("meeting_id", flat=True).first()
    if found is None:
        raise Refused("agenda item")
    meeting = locking.locked_meeting(found)
    actor.require(Permission.BOARD_PREPARE, meeting.board.institution_id)
    return AgendaItem.objects.select_related("patient", "case").get(pk=item_id), meeting
