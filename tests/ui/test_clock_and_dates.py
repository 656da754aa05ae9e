"""Clocks, durations and dates in words."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from selnet.ui.api import ClockState, duration_words, running_clock, when_html

START = datetime(2026, 11, 20, 9, tzinfo=UTC)
DUE = START + timedelta(days=7)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(days=1, hours=6), "1 d 6 h"),
        (timedelta(days=3), "3 d"),
        (timedelta(hours=4, minutes=20), "4 h 20 min"),
        (timedelta(hours=5), "5 h"),
        (timedelta(minutes=12, seconds=59), "12 min"),
        (timedelta(seconds=20), "under 1 min"),
        (-timedelta(days=2, minutes=5), "2 d"),
    ],
)
def test_two_largest_units(span: timedelta, words: str) -> None:
    assert duration_words(span) == words


@pytest.mark.parametrize(
    ("now", "state", "text"),
    [
        (START + timedelta(days=2, hours=22), ClockState.OK, "4 d 2 h left"),
        (DUE - timedelta(hours=24), ClockState.DUE, "1 d left"),
        (DUE, ClockState.DUE, "under 1 min left"),
        (DUE + timedelta(seconds=1), ClockState.OVER, "under 1 min late"),
        (DUE + timedelta(days=1, hours=6), ClockState.OVER, "1 d 6 h late"),
    ],
)
def test_clock_states(now: datetime, state: ClockState, text: str) -> None:
    clock = running_clock(start=START, due=DUE, now=now)
    assert (clock.state, clock.text, clock.detail) == (state, text, "of 7 d")


def test_paused_clock_says_what_it_waits_for() -> None:
    clock = running_clock(
        start=START, due=DUE, now=DUE, paused_because="waiting for slides", paused_at=START + timedelta(days=3.5)
    )
    assert (clock.state, clock.detail, clock.percent) == (ClockState.PAUSED, "waiting for slides", 50)


def test_moment_in_the_persons_zone_and_language() -> None:
    moment = datetime(2026, 11, 24, 20, 42, tzinfo=UTC)
    with timezone.override(ZoneInfo("America/Lima")), translation.override("es"):
        html = when_html(moment, "zone")
    assert html == '<time datetime="2026-11-24T15:42-05:00">24 nov 2026, 15:42 UTC−5</time>'


@pytest.mark.parametrize(
    ("style", "text"), [("", "8 Nov 2026"), ("short", "8 Nov"), ("month", "Nov 2026"), ("long", "Sunday 8 November 2026")]
)
def test_day_styles(style: str, text: str) -> None:
    with translation.override("en"):
        assert when_html(date(2026, 11, 8), style) == f'<time datetime="2026-11-08">{text}</time>'


def test_no_date_is_no_text() -> None:
    assert when_html(None) == ""
