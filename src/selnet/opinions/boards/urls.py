"""Addresses of boards."""

from django.urls import path

from .views import agenda, boards, decisions, feeds, meetings, presenting, signing

app_name = "boards"
urlpatterns = [
    path("", boards.board_list, name="boards"),
    path("new/", boards.new_board, name="new"),
    path("advice/", decisions.execution_list, name="executions"),
    path("calendar/", feeds.calendar_page, name="calendar"),
    path("calendar/revoke/", feeds.revoke_calendar, name="calendar_revoke"),
    path("calendar/<str:secret>.ics", feeds.calendar_feed, name="calendar_feed"),
    path("<int:board_id>/", boards.board_page, name="board"),
    path("<int:board_id>/members/", boards.add_member, name="add_member"),
    path("<int:board_id>/members/<int:member_id>/end/", boards.end_membership, name="end_membership"),
    path("<int:board_id>/schedule/", meetings.schedule_meeting, name="schedule"),
    path("meetings/<uuid:meeting_id>/", meetings.meeting_page, name="meeting"),
    path("meetings/<uuid:meeting_id>/open/", meetings.open_meeting, name="open"),
    path("meetings/<uuid:meeting_id>/close/", meetings.close_meeting, name="close"),
    path("meetings/<uuid:meeting_id>/cancel/", meetings.cancel_meeting, name="cancel"),
    path("meetings/<uuid:meeting_id>/attendance/", meetings.take_attendance, name="attendance"),
    path("meetings/<uuid:meeting_id>/agenda/", agenda.add_case, name="add_case"),
    path("meetings/<uuid:meeting_id>/order/", agenda.move_item, name="move"),
    path("items/<uuid:item_id>/", presenting.present, name="present"),
    path("items/<uuid:item_id>/clock/", presenting.item_clock, name="clock"),
    path("items/<uuid:item_id>/start/", agenda.start_item, name="start"),
    path("items/<uuid:item_id>/postpone/", agenda.postpone_item, name="postpone"),
    path("items/<uuid:item_id>/take-off/", agenda.take_off_item, name="take_off"),
    path("items/<uuid:item_id>/sign/", signing.sign_page, name="sign"),
    path("decisions/<uuid:decision_id>/", decisions.decision_page, name="decision"),
    path("decisions/<uuid:decision_id>/addenda/", decisions.add_addendum, name="addendum"),
    path("decisions/<uuid:decision_id>/advice/", decisions.answer_executions, name="answer_executions"),
    path("decisions/<uuid:decision_id>/letters/", decisions.make_letter, name="make_letter"),
    path("letters/<uuid:letter_id>.pdf", decisions.letter_file, name="letter"),
]
