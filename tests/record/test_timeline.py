"""Entries on the lanes of the pack, at whatever precision their dates are known."""

from datetime import date

import pytest
from browsing import drafted, saved

from cast import Cast
from selnet.access.api import acting
from selnet.record import timeline
from selnet.record.api import Patient, entries_of, pack_of

TODAY = date(2026, 11, 24)


def _happenings(cast: Cast, patient: Patient) -> list[timeline.Happening]:
    with acting(cast.actor("ana")):
        return timeline.happenings(patient, pack_of(patient), entries_of(patient.pk), "en", TODAY)


@pytest.mark.parametrize(
    ("answer", "day"),
    [
        ("2026-06-02", date(2026, 6, 2)),
        ("2026-06", date(2026, 6, 15)),
        ("2026", date(2026, 7, 1)),
        ("", None),
        (None, None),
        ({"missing": "NI"}, None),
        (["2026"], None),
        ("soon", None),
    ],
)
def test_a_date_stands_in_the_middle_of_what_is_known(answer: object, day: date | None) -> None:
    assert timeline.day_of(answer) == day  # type: ignore[arg-type]


def test_forms_stand_on_their_lanes_in_order_of_time(cast: Cast, patient: Patient) -> None:
    saved(cast, patient, "radiotherapy", rt_start="2026-07-27", rt_end="2026-08-28", rt_timing="preop", rt_dose_gy="50")
    saved(cast, patient, "presentation", symptom_onset_date="2026-02", presentation_date="2026-05-04")
    saved(cast, patient, "demographics")
    found = _happenings(cast, patient)
    assert [(here.lane, here.start, here.end) for here in found] == [
        ("symptoms", date(2026, 2, 15), date(2026, 5, 4)),
        ("radiotherapy", date(2026, 7, 27), date(2026, 8, 28)),
    ]
    assert found[0].when == "Feb 2026–4 May 2026"


def test_a_span_without_an_end_goes_on_until_today(cast: Cast, patient: Patient) -> None:
    saved(cast, patient, "systemic", sys_start="2026-10-01")
    assert [(here.start, here.end) for here in _happenings(cast, patient)] == [(date(2026, 10, 1), TODAY)]


def test_only_the_end_known_is_drawn_as_a_moment(cast: Cast, patient: Patient) -> None:
    saved(cast, patient, "presentation", presentation_date="2026-05-04")
    assert [(here.start, here.end) for here in _happenings(cast, patient)] == [(date(2026, 5, 4), None)]


def test_the_drawing_tells_drafts_and_plans_from_what_happened(cast: Cast, patient: Patient) -> None:
    saved(cast, patient, "imaging", imaging_date="2026-06-02", modality="mri")
    drafted(cast, patient, "surgery", surgery_date="2026-10-28")
    drafted(cast, patient, "follow_up", fu_date="2027-01-28")
    with acting(cast.actor("ana")):
        found = _happenings(cast, patient)
        drawing = str(timeline.drawn(pack_of(patient), found, "en", TODAY, patient.pseudonym))
    assert drawing.count("planned") == 1
    assert 'class="fill-1"' in drawing
    assert 'class="open stroke-1"' in drawing
    assert f'aria-label="Course of patient {patient.pseudonym} by lane"' in drawing
    assert "None so far" in drawing
