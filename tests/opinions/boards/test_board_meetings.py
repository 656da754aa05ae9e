"""Making boards, planning sittings across time zones, and who is told."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from boards_stage import Stage, in_days

from selnet.access.api import Refused, UserError, acting, system
from selnet.network.api import Notice
from selnet.opinions.boards.api import (
    NewBoard,
    NewMeeting,
    Presence,
    add_member,
    cancel,
    close_meeting,
    end_membership,
    make,
    open_meeting,
    schedule,
    take,
)
from selnet.opinions.boards.models import Attendance, BoardMember, Meeting
from selnet.opinions.boards.services.handover import hand_over
from selnet.opinions.boards.worklist import chair_items
from selnet.opinions.boards.zones import in_zones, moment_of
from selnet.opinions.cases.api import Case


@pytest.mark.parametrize(
    ("day", "clock", "zone", "moment"),
    [
        (
            date(2027, 3, 27),
            time(16, 30),
            "Europe/Madrid",
            datetime(2027, 3, 27, 15, 30, tzinfo=UTC),
        ),  # the day before summer time
        (date(2027, 3, 29), time(16, 30), "Europe/Madrid", datetime(2027, 3, 29, 14, 30, tzinfo=UTC)),  # the day after
        (date(2026, 10, 25), time(2, 30), "Europe/Madrid", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # comes twice: the first
        (date(2027, 3, 28), time(16, 30), "America/Lima", datetime(2027, 3, 28, 21, 30, tzinfo=UTC)),  # no summer time
    ],
)
def test_local_time_of_the_board_becomes_a_moment(day: date, clock: time, zone: str, moment: datetime) -> None:
    assert moment_of(day, clock, zone) == moment


def test_an_hour_that_the_clocks_skip_is_refused_with_a_remedy() -> None:
    with pytest.raises(UserError) as refused:
        moment_of(date(2027, 3, 28), time(2, 30), "Europe/Madrid")
    assert refused.value.field == "time"
    assert "02:30" in refused.value.message


def test_everybody_reads_the_sitting_in_their_own_time() -> None:
    people = [("Ana", "America/Lima"), ("Boris", "Europe/Madrid"), ("Kei", "Asia/Tokyo"), ("Marta", "Europe/Madrid")]
    west_to_east = in_zones(datetime(2027, 3, 29, 15, 30, tzinfo=UTC), "Europe/Madrid", people)
    assert [(local.zone, f"{local.at:%H:%M}", local.days_off, local.people) for local in west_to_east] == [
        ("America/Lima", "10:30", 0, ("Ana",)),
        ("Europe/Madrid", "17:30", 0, ("Boris", "Marta")),
        ("Asia/Tokyo", "00:30", 1, ("Kei",)),
    ]
    assert west_to_east[2].at_night


def test_planning_twice_plans_once_and_tells_the_members_once(stage: Stage, as_worker) -> None:  # type: ignore[no-untyped-def]
    new = NewMeeting(in_days(20), time(9, 0))
    with stage.acting("chema") as chema:
        first = schedule(actor=chema, board=stage.board, new=new)
        assert schedule(actor=chema, board=stage.board, new=new) == first
    with as_worker():
        notices = Notice.objects.filter(kind="boards.meeting_planned", about__contains=str(first.pk))
        told = notices.values_list("person__name", flat=True)
        assert sorted(name.split()[0] for name in told) == ["Marta", "Paula", "Ramon", "Rita", "Sergio"]


def test_a_sitting_lies_ahead_and_its_hour_is_free_again_when_called_off(stage: Stage) -> None:
    with stage.acting("boris") as boris:
        with pytest.raises(UserError) as refused:
            schedule(actor=boris, board=stage.board, new=NewMeeting(in_days(-1), time(9, 0)))
        assert refused.value.field == "day"
        cancel(actor=boris, meeting=stage.meeting, reason="Strike")
        again = schedule(actor=boris, board=stage.board, new=NewMeeting(in_days(7), time(16, 30)))
    assert again.pk != stage.meeting.pk


def test_calling_off_gives_the_cases_back_and_closes_the_record_to_members(stage: Stage) -> None:
    with stage.acting("marta"):
        assert Case.objects.filter(pk=stage.cases[0].pk).exists()
    with stage.acting("boris") as boris:
        cancel(actor=boris, meeting=stage.meeting, reason="Strike")
        assert Case.objects.get(pk=stage.cases[0].pk).status == "accepted"
    with stage.acting("marta"):
        assert not Case.objects.filter(pk=stage.cases[0].pk).exists()


def test_a_reason_is_asked_for_calling_off(stage: Stage) -> None:
    with stage.acting("boris") as boris, pytest.raises(UserError):
        cancel(actor=boris, meeting=stage.meeting, reason="  ")
    assert Meeting.objects.get(pk=stage.meeting.pk).status == "planned"


def test_only_those_who_prepare_boards_here_may(stage: Stage) -> None:
    for name in ("ana", "chiara", "marta", "ada"):
        with stage.acting(name) as actor:
            with pytest.raises(Refused):
                make(actor=actor, new=NewBoard(stage.cast.centre.pk, "Mine", "sarcoma", "UTC"))
            with pytest.raises(Refused):
                schedule(actor=actor, board=stage.board, new=NewMeeting(in_days(3), time(9, 0)))
            with pytest.raises(Refused):
                open_meeting(actor=actor, meeting=stage.meeting)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewBoard(0, " ", "sarcoma", "UTC"), "name"),
        (NewBoard(0, "Thursday sarcoma board", "sarcoma", "UTC"), "name"),
        (NewBoard(0, "Other", "sarcoma", "Europe/Atlantis"), "time_zone"),
        (NewBoard(0, "Other", "sarcoma", "UTC", 0), "minutes_per_case"),
    ],
)
def test_a_board_with_a_fault_is_not_made(stage: Stage, new: NewBoard, field: str) -> None:
    here = NewBoard(stage.cast.centre.pk, new.name, new.pack, new.time_zone, new.minutes_per_case)
    with stage.acting("boris") as boris, pytest.raises(UserError) as refused:
        make(actor=boris, new=here)
    assert refused.value.field == field


def test_who_leads_holds_the_role_and_the_last_chair_stays(stage: Stage) -> None:
    with stage.acting("boris") as boris:
        with pytest.raises(UserError) as refused:
            add_member(actor=boris, board=stage.board, person_id=stage.cast.boris.pk, discipline="nursing", is_chair=True)
        assert refused.value.field == "is_chair"
        chair = BoardMember.objects.get(board=stage.board, is_chair=True)
        with pytest.raises(UserError):
            end_membership(actor=boris, board=stage.board, member_id=chair.pk)
        with pytest.raises(UserError):
            add_member(actor=boris, board=stage.board, person_id=stage.cast.ana.pk, discipline="surgery")


def test_a_member_who_joins_late_sees_the_agenda_and_one_who_leaves_does_not(stage: Stage) -> None:
    case = stage.cases[0]
    with stage.acting("rita") as rita:
        assert Case.objects.filter(pk=case.pk).exists()
        assert rita.person_id
    with stage.acting("boris") as boris:
        member = BoardMember.objects.get(board=stage.board, person=stage.cast.rita)
        end_membership(actor=boris, board=stage.board, member_id=member.pk)
    with stage.acting("rita"):
        assert not Case.objects.filter(pk=case.pk).exists()
    with stage.acting("boris") as boris:
        add_member(actor=boris, board=stage.board, person_id=stage.cast.rita.pk, discipline="radiation_oncology")
    with stage.acting("rita"):
        assert Case.objects.filter(pk=case.pk).exists()


def test_attendance_is_the_whole_list_each_time(stage: Stage) -> None:
    stage.open()
    people = {stage.cast.marta.pk: Presence(), stage.cast.ana.pk: Presence(by_call=True)}
    with stage.acting("chema") as chema:
        take(actor=chema, meeting=stage.meeting, present=people)
        noted = Attendance.objects.filter(meeting=stage.meeting).values_list("person_id", "discipline", "by_call")
        assert set(noted) == {(stage.cast.marta.pk, "medical_oncology", False), (stage.cast.ana.pk, "treating", True)}
        with pytest.raises(UserError):
            take(actor=chema, meeting=stage.meeting, present={stage.cast.chiara.pk: Presence()})


def test_attendance_waits_for_the_sitting(stage: Stage) -> None:
    with stage.acting("chema") as chema, pytest.raises(UserError):
        take(actor=chema, meeting=stage.meeting, present={stage.cast.marta.pk: Presence()})


def test_closing_twice_closes_once(stage: Stage) -> None:
    stage.signed()
    with stage.acting("boris") as boris:
        first = close_meeting(actor=boris, meeting=stage.meeting)
        assert close_meeting(actor=boris, meeting=stage.meeting).closed_at == first.closed_at


def test_a_meeting_kept_in_winter_keeps_its_local_hour_in_summer(stage: Stage) -> None:
    with time_machine.travel(datetime(2027, 1, 10, tzinfo=UTC)), stage.acting("boris") as boris:
        winter = schedule(actor=boris, board=stage.board, new=NewMeeting(date(2027, 3, 25), time(16, 30)))
        summer = schedule(actor=boris, board=stage.board, new=NewMeeting(date(2027, 4, 1), time(16, 30)))
    assert (winter.starts_at.hour, summer.starts_at.hour) == (15, 14)


def test_a_hand_over_passes_the_seats_once(stage: Stage, as_worker) -> None:  # type: ignore[no-untyped-def]
    actor = system("hand-over")
    for _twice in range(2):
        with as_worker(), acting(actor):
            hand_over(actor, stage.cast.rita, stage.cast.boris)
    with stage.acting("rita"):
        assert not Case.objects.exists()
    seats = BoardMember.objects.filter(board=stage.board, left_at=None, discipline="radiation_oncology")
    assert [seat.person for seat in seats] == [stage.cast.boris]


def test_an_open_meeting_with_unsigned_cases_is_on_the_list_of_its_chair(stage: Stage) -> None:
    stage.open()
    later = stage.meeting.starts_at + timedelta(hours=4)
    for name, rows in (("chema", 1), ("boris", 0), ("marta", 0)):
        with stage.acting(name) as actor:
            assert len(list(chair_items(actor, later))) == rows
    with stage.acting("chema") as chema:
        assert not list(chair_items(chema, stage.meeting.starts_at))
