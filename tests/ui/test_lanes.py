"""The drawn course: nothing overlaps, nothing is cut, every event is there, at any length of time."""

import itertools
import random
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from selnet.ui.api import Lane, LaneEvent, Marker, draw_lanes, tally_bar
from selnet.ui.gallery_data import EVENTS, LANES, TODAY
from selnet.ui.lanes.labels import Row, Span, text_width
from selnet.ui.lanes.marks import mark_span
from selnet.ui.lanes.scale import WIDTH, scale_for, ticks


def svg(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(re.search(r"<svg.*</svg>", markup, re.DOTALL).group(0))  # type: ignore[union-attr]


def test_mockup_patient_is_drawn_whole() -> None:
    drawing = draw_lanes(LANES, EVENTS, TODAY, "en")
    root = svg(drawing)
    assert root.get("role") == "img"
    assert len(root.findall("g")) == len(EVENTS)
    words = [text.text for text in root.iter("text")]
    for word in ("Second review: type changed; fusion 26 Jun", "R0, 61 d after RT", "None so far", "24 Nov", "Planned", "GP"):
        assert word in words


def test_planned_is_outlined_and_done_is_filled() -> None:
    root = svg(draw_lanes([Lane("a", "A")], [LaneEvent("a", TODAY, planned=True), LaneEvent("a", date(2026, 1, 1))], TODAY, "en"))
    assert [circle.get("class") for circle in root.iter("circle")] == ["fill-1", "open stroke-1 planned"]


def test_month_names_in_the_readers_language() -> None:
    assert ">Abr<" in draw_lanes(LANES, EVENTS, TODAY, "es")
    assert ">Apr<" in draw_lanes(LANES, EVENTS, TODAY, "en")


def test_words_are_escaped() -> None:
    drawing = draw_lanes(
        [Lane("a", "<i>")], [LaneEvent("a", TODAY, label="<script>x</script>", marker=Marker.SQUARE)], TODAY, "en"
    )
    assert "<script>" not in drawing
    assert "<i>" not in drawing


@pytest.mark.parametrize("years", [0, 1, 5, 15, 40])
def test_ticks_never_touch(years: int) -> None:
    scale = scale_for([TODAY - timedelta(days=365 * years)], TODAY)
    places = [tick.x for tick in ticks(scale)]
    assert places
    assert all(later - earlier > 55 for earlier, later in itertools.pairwise(places))


def test_no_event_still_draws() -> None:
    assert svg(draw_lanes([Lane("a", "A", empty="None so far")], [], TODAY, "en")).findall("text")


@pytest.mark.parametrize("seed", range(20))
def test_labels_never_overlap_nor_leave_the_drawing(seed: int) -> None:
    chance = random.Random(seed)
    events = [
        LaneEvent("a", TODAY + timedelta(days=chance.randint(-700, 200)), label="word " * chance.randint(1, 6))
        for _n in range(12)
    ]
    scale = scale_for([event.start for event in events], TODAY)
    marks = [mark_span(event, scale) for event in events]
    row = Row(marks, Span(scale.x(TODAY) - 6, scale.x(TODAY) + 6))
    for mark, event in zip(marks, events, strict=True):
        row.place(mark, event.label)
    for index, words in enumerate(row.words):
        assert words.left >= 0
        assert words.right <= WIDTH
        assert not any(words.touches(other) for other in row.words[index + 1 :])
        assert not any(words.touches(mark) for mark in marks)


def test_a_label_without_room_is_left_to_the_table() -> None:
    row = Row([Span(0, WIDTH)], Span(500, 512))
    assert row.place(Span(0, WIDTH), "anything") is None
    assert text_width("anything") > 0


def test_tally_draws_unknown_open_and_names_every_count() -> None:
    bar = tally_bar(met=9, not_met=1, justified=1, unknown=2)
    assert 'aria-label="9 met, 1 not met, 1 justified, 2 not assessable"' in bar
    assert [rect.get("class") for rect in ElementTree.fromstring(bar)] == ["met", "not", "just", "unk"]
    assert sum(float(rect.get("width", 0)) for rect in ElementTree.fromstring(bar)) == pytest.approx(294, abs=0.5)
