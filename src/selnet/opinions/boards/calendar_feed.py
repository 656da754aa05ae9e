"""The calendar of a person's meetings, as iCalendar. Moments are in UTC, so every calendar shows its own local time."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from .models import Meeting, MeetingStatus

ALARMS = (timedelta(days=1), timedelta(minutes=15))  # before the meeting


def calendar_of(meetings: Iterable[Meeting]) -> bytes:
    """No patient value: the board, the time, the place, and the page where the agenda is."""
    calendar = Calendar()
    calendar.add("prodid", "-//SELNET//boards//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Tumour boards"))
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    for meeting in meetings:
        calendar.add_component(_event(meeting))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting) -> Event:
    off = meeting.status == MeetingStatus.CANCELLED
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@selnet")
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.starts_at.astimezone(UTC) + timedelta(minutes=meeting.minutes))
    event.add("summary", meeting.board.name)
    event.add("location", meeting.place)
    event.add("url", settings.BASE_URL + reverse("boards:meeting", args=[meeting.pk]))
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    event.add("sequence", 1 if off else 0)
    for before in () if off else ALARMS:
        event.add_component(_alarm(meeting, before))
    return event


def _alarm(meeting: Meeting, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", meeting.board.name)
    alarm.add("trigger", -before)
    return alarm
