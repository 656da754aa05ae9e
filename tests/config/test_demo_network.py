"""The demo network as it is drawn: the same for the same seed, and with care and outcomes as the sources say. No database."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from selnet.access.api import ROLES
from selnet.config.demo import cohort, numbers, writing
from selnet.config.demo.careers.model import Career
from selnet.config.demo.cases.calendar import Times
from selnet.config.demo.cases.stories import stories
from selnet.config.demo.places import institutions, people
from selnet.config.demo.seed import wishes
from selnet.record.api import EntryStatus, batches

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
YEAR = 365.25
# three standard errors of a share of one half among 350, rounded up
NEAR = 0.08


@cache
def network(seed: int = numbers.SEED, now: datetime = NOW) -> tuple[Career, ...]:
    return tuple(cohort.careers(seed, wishes(Times(now))))


def operated(board_first: bool | None = None) -> list[Career]:
    """Whom chance drew, operated on a localised tumour: the patients of the cases are as their stories need them."""
    drawn = [each for each in network() if each.told_until is None]
    found = [each for each in drawn if each.care.operated and not each.tumour.metastatic]
    return [each for each in found if board_first is None or each.care.board_first is board_first]


def share(careers: Iterable[Career], holds: Callable[[Career], bool]) -> float:
    found = list(careers)
    return sum(map(holds, found)) / len(found)


# --- the same seed, the same network


def fingerprint(careers: Iterable[Career]) -> str:
    found = hashlib.sha256()
    for each in careers:
        told = [(event.form, event.day, sorted(event.answers.items(), key=str), event.draft) for event in each.events]
        found.update(repr((each.number, each.place, each.female, each.age, each.care, each.fate, told)).encode())
    return found.hexdigest()


def test_the_same_seed_makes_the_same_network() -> None:
    again = tuple(cohort.careers(numbers.SEED, wishes(Times(NOW))))
    assert again is not network()
    assert fingerprint(again) == fingerprint(network())


def test_another_seed_makes_another_network() -> None:
    assert fingerprint(network(numbers.SEED + 1)) != fingerprint(network())


def test_made_on_another_day_everything_moves_by_the_days_between() -> None:
    """A Tuesday later by whole weeks: the boards sit on the same weekday, so nothing but the calendar changes."""
    career = next(each for each in network() if each.events)
    scribe = writing.Scribe(1)
    first, later = (writing.new_patient(numbers.SEED, career, day, scribe) for day in (date(2026, 11, 24), date(2026, 12, 15)))
    assert fingerprint(network(now=NOW + timedelta(weeks=3))) == fingerprint(network())
    assert [entry.form for entry in first.entries] == [entry.form for entry in later.entries]
    moved = [then.saved_at - now.saved_at for now, then in zip(first.entries, later.entries, strict=True)]  # type: ignore[operator]
    assert set(moved) == {timedelta(weeks=3)}


def test_pseudonyms_are_the_same_for_the_same_seed_and_never_twice() -> None:
    made = [writing.pseudonym(numbers.SEED, number + 1) for number in range(numbers.PATIENTS)]
    assert made == [writing.pseudonym(numbers.SEED, number + 1) for number in range(numbers.PATIENTS)]
    assert len(set(made)) == numbers.PATIENTS


# --- who and what there is


def test_the_size_of_the_network() -> None:
    assert len(institutions()) == 40
    assert len({row.country for row in institutions().values()}) == 8
    assert len(people()) == 60
    assert len(network()) == numbers.PATIENTS == 1000
    assert len(stories()) == 40


def test_every_role_is_filled_and_every_account_has_an_institution() -> None:
    assert {role for row in people().values() for role in row.roles} == set(ROLES)
    assert {row.institution for row in people().values()} <= set(institutions())


def test_the_answers_are_what_the_dictionary_allows() -> None:
    new = [writing.new_patient(numbers.SEED, career, NOW.date(), writing.Scribe(1)) for career in network()]
    batch = batches.prepare("sarcoma", new)
    assert [(each.form, each.problem.field, str(each.problem.message)) for each in batch.problems[:5]] == []
    assert {entry.status for entry in batch.entries} == set(EntryStatus.values)
    missing = [answer for entry in batch.entries for answer in entry.answers.values() if isinstance(answer, dict)]
    assert {answer["missing"] for answer in missing} >= {"ASKU", "NI", "ND"}
    assert max(entry.event_date for entry in batch.entries) <= NOW.date().isoformat()


def test_consents_stand_in_every_state() -> None:
    given = [each for career in network() for each in writing.consents(numbers.SEED, career, NOW.date())]
    assert {state for scope, state in ((e.scope, e.state) for e in given) if scope == "registry"} == {
        "given",
        "refused",
        "withdrawn",
    }
    assert {each.scope for each in given} == set(numbers.CONSENT)
    assert max(each.answered_on for each in given) <= NOW.date()


# --- care: what numbers.py names


def test_families_have_their_shares() -> None:
    for family, expected in {"sts": 0.75, "gist": 0.15, "bone": 0.10}.items():
        assert share(network(), lambda each, wanted=family: each.tumour.family.id == wanted) == pytest.approx(expected, abs=0.04)


def test_the_board_before_treatment() -> None:
    drawn = [each for each in network() if each.told_until is None]
    assert share(drawn, lambda each: each.care.board_first) == pytest.approx(numbers.BOARD_FIRST, abs=0.05)
    dated = [each for each in drawn if each.care.board_first]
    assert all(each.care.board_day is not None and each.care.board_day < each.care.treatment_day for each in dated)


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(
    ("expected", "holds"),
    [
        (numbers.IMAGED_FIRST, lambda each: each.care.imaged_first),
        (numbers.BIOPSIED_FIRST, lambda each: each.care.biopsied_first),
        (numbers.R0, lambda each: each.care.margin == "r0"),
        (numbers.RE_EXCISED, lambda each: each.care.re_excised),
    ],
    ids=["imaging of the primary", "biopsy", "free margin", "second excision"],
)
def test_care_by_board_before_or_after(first: bool, expected: numbers.Contrast, holds: Callable[[Career], bool]) -> None:
    assert share(operated(first), holds) == pytest.approx(expected.at(first), abs=NEAR)


def test_what_the_dates_say_is_what_was_drawn() -> None:
    """The entries carry the contrast, not only the careers: imaging of the primary lies before the first treatment."""
    followed = [career for career in operated() if career.last_day > career.care.treatment_day]
    assert len(followed) > 700
    for career in followed:
        primary = [event.day for event in career.events if event.form == "imaging" and event.answers["region"] == "primary"]
        assert career.care.imaged_first == any(day < career.care.treatment_day for day in primary), career.number


def test_unplanned_excisions_happen_only_blindly_and_outside_the_board() -> None:
    blind = [each for each in operated() if each.care.unplanned]
    assert blind
    assert not any(each.care.board_first or each.care.imaged_first or each.care.biopsied_first for each in blind)


def test_unknown_margins_belong_to_the_other_hospitals() -> None:
    centres, others = ([e for e in operated() if e.place.is_centre is centre] for centre in (True, False))
    assert share(others, lambda e: e.care.margin == "unknown") > 2 * share(centres, lambda e: e.care.margin == "unknown")


def test_treatment_begins_after_the_published_median() -> None:
    waits = sorted(each.care.treatment_day for each in operated(True) if each.tumour.deep)
    assert waits[len(waits) // 2] == pytest.approx(numbers.TO_TREATMENT_DEEP, abs=5)


# --- outcome, by the method of Kaplan and Meier


def free(careers: Iterable[Career], start: Callable[[Career], int], event: Callable[[Career], int | None], years: float) -> float:
    """The share without the event after so many years. Whoever is not followed so long is censored."""
    times = []
    for each in careers:
        happened = event(each)
        end = min(day for day in (happened, each.last_day) if day is not None)
        times.append(((end - start(each)) / YEAR, happened is not None and happened <= each.last_day))
    left, standing = len(times), 1.0
    for time, is_event in sorted(times):
        if time > years:
            break
        standing *= 1 - is_event / left
        left -= 1
    return standing


def surgery(career: Career) -> int:
    assert career.care.surgery_day is not None
    return career.care.surgery_day


@pytest.mark.parametrize("first", [True, False])
def test_local_relapse_by_board_before_or_after(first: bool) -> None:
    found = free(operated(first), surgery, lambda each: each.fate.local_day, 2)
    assert found == pytest.approx(numbers.LOCAL_FREE_2Y.at(first), abs=NEAR)


@pytest.mark.parametrize("first", [True, False])
def test_any_relapse_by_board_before_or_after(first: bool) -> None:
    found = free(operated(first), surgery, lambda each: each.fate.relapse_day, 2)
    assert found == pytest.approx(numbers.FREE_2Y.at(first), abs=NEAR)


def test_relapse_follows_the_margin() -> None:
    by_margin = {
        margin: free([e for e in operated() if e.care.margin == margin], surgery, lambda e: e.fate.relapse_day, 3)
        for margin in numbers.FREE_3Y_BY_MARGIN
    }
    assert by_margin["r0"] > by_margin["r1"] > by_margin["unknown"]


@pytest.mark.parametrize("centre", [True, False])
def test_survival_by_reference_centre_or_not(centre: bool) -> None:
    drawn = [each for each in network() if each.told_until is None and each.place.is_centre is centre]
    found = free(drawn, lambda each: each.care.diagnosis_day, lambda each: each.fate.death_day, 3)
    assert found == pytest.approx(numbers.ALIVE_3Y.at(centre), abs=NEAR)
