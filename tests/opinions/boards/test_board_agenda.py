"""The agenda: who sees a case when, and its order."""

from uuid import uuid4

import pytest
from boards_stage import Stage

from cast import Cast
from selnet.access.api import Refused, UserError
from selnet.opinions.boards.api import add_case, close_meeting, move_item, postpone, start, take_off
from selnet.opinions.boards.models import AgendaItem
from selnet.opinions.boards.selectors.agenda import ready_cases
from selnet.opinions.cases.api import Case
from selnet.record.api import Patient


def _sees(stage: Stage, *names: str) -> list[bool]:
    seen = []
    for name in names:
        with stage.acting(name):
            seen.append(Patient.objects.filter(pk=stage.cases[0].patient_id).exists())
    return seen


def test_the_board_sees_a_case_from_its_listing_until_the_meeting_closes(stage: Stage) -> None:
    later = stage.new_case()
    with stage.acting("marta"):
        assert not Patient.objects.filter(pk=later.patient_id).exists()
    everybody = ("marta", "ramon", "sergio", "paula", "rita", "chema")
    assert all(_sees(stage, *everybody))
    assert _sees(stage, "chiara", "ada", "otto", "stella") == [False] * 4
    stage.signed()
    with stage.acting("boris") as boris:
        close_meeting(actor=boris, meeting=stage.meeting)
    assert _sees(stage, *everybody) == [False] * 5 + [True]  # the chair answers for what was signed
    assert _sees(stage, "ana", "boris") == [True, True]


def test_listing_twice_lists_once(stage: Stage) -> None:
    with stage.acting("boris") as boris:
        again = add_case(actor=boris, meeting=stage.meeting, case_id=stage.cases[0].pk)
        assert again == stage.item
        assert AgendaItem.objects.filter(meeting=stage.meeting).count() == 1
        assert Case.objects.get(pk=stage.cases[0].pk).status == "listed"


@pytest.mark.parametrize("name", ["ana", "marta", "chiara"])
def test_who_does_not_prepare_the_board_lists_nothing(stage: Stage, name: str) -> None:
    case = stage.new_case()
    with stage.acting(name) as actor, pytest.raises(Refused):
        add_case(actor=actor, meeting=stage.meeting, case_id=case.pk)


def test_a_case_that_does_not_exist_is_refused(stage: Stage) -> None:
    with stage.acting("boris") as boris, pytest.raises(Refused):
        add_case(actor=boris, meeting=stage.meeting, case_id=uuid4())


@pytest.mark.parametrize(
    ("place", "to", "order"),
    [
        (2, "up", "0213"), (2, "first", "2013"), (0, "down", "1023"), (0, "last", "1230"), (3, 2, "0312"), (1, 99, "0231"),
        (0, "up", "0123"), (3, "down", "0123"), (2, 0, "2013"),
    ],
)  # fmt: skip
def test_a_case_moves_to_any_place(stage: Stage, place: int, to: str | int, order: str) -> None:
    for _n in range(3):
        stage.list_case(stage.new_case())
    with stage.acting("boris") as boris:
        move_item(actor=boris, meeting=stage.meeting, item_id=stage.items[place].pk, to=to)
        found = AgendaItem.objects.filter(meeting=stage.meeting).order_by("position")
        assert "".join(str(stage.items.index(item)) for item in found) == order
        assert [item.position for item in found] == [1, 2, 3, 4]


def test_a_move_that_is_none_is_refused(stage: Stage) -> None:
    with stage.acting("boris") as boris:
        with pytest.raises(UserError):
            move_item(actor=boris, meeting=stage.meeting, item_id=stage.item.pk, to="sideways")
        with pytest.raises(Refused):
            move_item(actor=boris, meeting=stage.meeting, item_id=uuid4(), to="up")


def test_one_case_at_a_time_is_now(stage: Stage) -> None:
    second = stage.list_case(stage.new_case())
    with stage.acting("chema") as chema, pytest.raises(UserError):
        start(actor=chema, item_id=stage.item.pk)  # the board does not sit yet
    stage.open()
    with stage.acting("chema") as chema:
        first = start(actor=chema, item_id=stage.item.pk)
        assert start(actor=chema, item_id=stage.item.pk).started_at == first.started_at
        start(actor=chema, item_id=second.pk)
        states = dict(AgendaItem.objects.filter(meeting=stage.meeting).values_list("pk", "state"))
    assert states == {stage.item.pk: "listed", second.pk: "now"}


def test_a_postponed_case_says_why_and_can_be_listed_again(stage: Stage) -> None:
    with stage.acting("boris") as boris:
        with pytest.raises(UserError) as refused:
            postpone(actor=boris, item_id=stage.item.pk, note=" ")
        assert refused.value.field == "note"
        postpone(actor=boris, item_id=stage.item.pk, note="MRI of the thigh")
        assert Case.objects.get(pk=stage.cases[0].pk).status == "accepted"
        assert [ready.case.pk for ready in ready_cases(boris, stage.board)] == [stage.cases[0].pk]
    assert _sees(stage, "marta", "boris") == [False, True]
    with stage.acting("boris") as boris:
        again = add_case(actor=boris, meeting=stage.meeting, case_id=stage.cases[0].pk)
        assert (again.pk, again.state, again.note) == (stage.item.pk, "listed", "")
    assert _sees(stage, "marta") == [True]


def test_taking_off_needs_no_words(stage: Stage) -> None:
    with stage.acting("boris") as boris:
        assert take_off(actor=boris, item_id=stage.item.pk).state == "removed"
        assert take_off(actor=boris, item_id=stage.item.pk).state == "removed"  # sent twice


def test_a_case_of_a_closed_meeting_stays(stage: Stage) -> None:
    stage.signed()
    with stage.acting("boris") as boris:
        with pytest.raises(UserError):
            take_off(actor=boris, item_id=stage.item.pk)
        close_meeting(actor=boris, meeting=stage.meeting)
        other = stage.new_case
    case = other()
    with stage.acting("boris") as boris, pytest.raises(UserError):
        add_case(actor=boris, meeting=stage.meeting, case_id=case.pk)


def test_a_member_of_another_centre_sees_only_this_case(stage: Stage, cast: Cast) -> None:
    with stage.acting("paula"):
        assert Patient.objects.count() == 1
    with stage.acting("chiara"):
        assert AgendaItem.objects.count() == 0
