"""The calendar: read back as a calendar program reads it, with nothing of a patient in it."""

from datetime import timedelta

import pytest
from boards_stage import Stage
from django.urls import reverse
from icalendar import Calendar

from cast import signed_in
from selnet.access.api import Refused
from selnet.opinions.boards.api import cancel
from selnet.opinions.boards.models import CalendarFeed
from selnet.opinions.boards.selectors.feeds import person_of_secret
from selnet.opinions.boards.services import feeds


def _feed(secret: str) -> str:
    return reverse("boards:calendar_feed", args=[secret])


def _secret(stage: Stage, name: str = "marta") -> str:
    with stage.acting(name) as actor:
        return feeds.make_anew(actor=actor)


def test_a_calendar_reads_the_meetings_in_utc_with_alarms(stage: Stage, client) -> None:  # type: ignore[no-untyped-def]
    answer = client.get(_feed(_secret(stage)))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtstart") == stage.meeting.starts_at
    assert event.decoded("dtstart").utcoffset() == timedelta(0)
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=90)
    assert event.decoded("dtstamp").utcoffset() == timedelta(0)
    assert str(event["summary"]) == "Thursday sarcoma board"
    assert str(event["location"]) == "Room 4"
    assert str(event["url"]).endswith(f"/boards/meetings/{stage.meeting.pk}/")
    assert sorted(alarm.decoded("trigger") for alarm in event.walk("VALARM")) == [-timedelta(days=1), -timedelta(minutes=15)]


def test_it_says_nothing_of_a_patient(stage: Stage, client) -> None:  # type: ignore[no-untyped-def]
    text = client.get(_feed(_secret(stage))).content.decode()
    with stage.acting("ana"):
        patient = stage.cases[0].patient
    for secret in (patient.pseudonym, str(patient.pk), str(stage.cases[0].pk), "chemotherapy"):
        assert secret not in text


def test_a_meeting_called_off_is_taken_out(stage: Stage, client) -> None:  # type: ignore[no-untyped-def]
    secret = _secret(stage)
    with stage.acting("boris") as boris:
        cancel(actor=boris, meeting=stage.meeting, reason="Strike")
    (event,) = Calendar.from_ical(client.get(_feed(secret)).content).walk("VEVENT")
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 1)
    assert not event.walk("VALARM")


def test_only_meetings_of_own_boards(stage: Stage, client) -> None:  # type: ignore[no-untyped-def]
    answer = client.get(_feed(_secret(stage, "chiara")))
    assert not Calendar.from_ical(answer.content).walk("VEVENT")


@pytest.mark.parametrize("what", ["wrong", "former", "revoked"])
def test_a_wrong_former_or_revoked_address_does_not_exist(stage: Stage, client, what: str) -> None:  # type: ignore[no-untyped-def]
    secret = _secret(stage)
    if what == "former":
        _secret(stage)
    elif what == "revoked":
        with stage.acting("marta") as marta:
            feeds.revoke(actor=marta)
    else:
        secret = "x" + secret
    assert client.get(_feed(secret)).status_code == 404
    with pytest.raises(Refused):
        person_of_secret(secret)


def test_only_the_hash_is_kept_and_the_address_is_shown_once(stage: Stage) -> None:
    browser = signed_in(stage.cast.marta)
    assert browser.post(reverse("boards:calendar")).status_code == 302
    first = browser.get(reverse("boards:calendar")).content.decode()
    (address,) = {part for part in first.replace('"', " ").replace("<", " ").replace(">", " ").split() if part.endswith(".ics")}
    secret = address.rsplit("/", 1)[-1].removesuffix(".ics")
    assert person_of_secret(secret) == stage.cast.marta
    assert secret not in browser.get(reverse("boards:calendar")).content.decode()
    assert secret not in str(CalendarFeed.objects.get().__dict__)
    browser.post(reverse("boards:calendar_revoke"))
    with pytest.raises(Refused):
        person_of_secret(secret)


def test_somebody_who_left_has_no_calendar(stage: Stage, as_worker) -> None:  # type: ignore[no-untyped-def]
    secret = _secret(stage)
    with as_worker():
        person = stage.cast.marta
        person.is_active, person.deactivated_at = False, stage.meeting.starts_at
        person.save()
    with pytest.raises(Refused):
        person_of_secret(secret)
