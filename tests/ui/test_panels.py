"""Sections that packages above add to a page."""

import pytest

from selnet.ui.api import Panels


def test_panels_stand_in_their_places_in_order_and_the_silent_are_left_out() -> None:
    panels: Panels[[str]] = Panels("main", "aside")
    panels.register(lambda who: f"second, {who}", order=60)
    panels.register(lambda who: f"first, {who}", order=10)
    panels.register(lambda _who: "", order=1)
    panels.register(lambda who: f"beside, {who}", place="aside")
    assert panels.drawn("Ana") == {"main": ["first, Ana", "second, Ana"], "aside": ["beside, Ana"]}


def test_a_place_that_the_page_does_not_have_is_refused_at_start() -> None:
    panels: Panels[[]] = Panels("main")
    with pytest.raises(AssertionError, match="aside"):
        panels.register(lambda: "x", place="aside")
