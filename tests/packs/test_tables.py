"""A decision table answers with the row it rests on, or says what is missing; it never guesses."""

import pytest

from packs.broken import GOOD
from selnet.packs.api import Table, load


@pytest.fixture(scope="module")
def size() -> Table:
    return load(GOOD).tables["size_class"]


@pytest.fixture(scope="module")
def points() -> Table:
    return load(GOOD).tables["points"]


def test_the_first_true_row_answers(size: Table) -> None:
    answer = size.lookup({"size_mm": 20, "depth": "superficial"})
    assert (answer.values, answer.rows, answer.source, answer.verified) == ({"class": "small"}, (0,), "GUIDE", True)


def test_a_row_brings_its_own_source_and_doubt(size: Table) -> None:
    answer = size.lookup({"size_mm": "72", "depth": "deep"})
    assert (answer.values, answer.source, answer.verified) == ({"class": "large"}, "ATLAS", False)
    assert answer.notes == ("Five centimetres",)


def test_the_default_answers_when_no_row_does(size: Table) -> None:
    assert size.lookup({"size_mm": 40, "depth": "deep"}).values == {"class": "small"}


def test_unknown_is_not_no(size: Table) -> None:
    answer = size.lookup({"size_mm": 20})
    assert (answer.known, answer.values, answer.unknown_because) == (False, {}, ("depth",))


def test_an_unknown_that_cannot_matter_does_not_stop_the_answer(size: Table) -> None:
    assert size.lookup({"size_mm": 72, "depth": None}).values == {"class": "large"}


def test_points_add_up(points: Table) -> None:
    answer = points.lookup({"age": 60, "size_mm": 120})
    assert (answer.total, answer.values, answer.rows) == (3, {"risk": "high"}, (0, 2))
    assert points.lookup({"age": 54, "size_mm": 49.9}).total == 0


def test_points_with_a_gap_give_no_total(points: Table) -> None:
    answer = points.lookup({"size_mm": 120})
    assert (answer.total, answer.values, answer.unknown_because) == (None, {}, ("age",))


def test_a_misspelt_input_is_refused(points: Table) -> None:
    with pytest.raises(KeyError, match="has no input size_cm; it asks for age, size_mm"):
        points.lookup({"size_cm": 12})
