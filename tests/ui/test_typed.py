"""What arrives outside a form's fields is read without trust."""

import pytest

from selnet.ui.api import whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("17", 17), ("999999999", 999_999_999)])
def test_plain_digits_are_a_number(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", " 1", "-1", "1.0", "²", "٣", "1e3", "1" * 10, "one"])
def test_anything_else_is_none(text: str) -> None:
    assert whole_number(text) is None
