"""The page for authors knows every function, and every expression on it is in the language."""

import re
from pathlib import Path

import pytest

from selnet.logic.api import parse
from selnet.logic.catalogue import FUNCTIONS, SET_FUNCTIONS

PAGE = (Path(__file__).parents[2] / "docs" / "LOGIC.md").read_text(encoding="utf-8")
SPANS = re.findall(r"`([^`]+)`", PAGE)
EXAMPLES = [span for span in SPANS if "[" in span and "…" not in span and "field:label" not in span]


def test_every_function_is_on_the_page() -> None:
    words = set(re.findall(r"[a-z_]+", " ".join(SPANS)))
    assert {*FUNCTIONS, *SET_FUNCTIONS} <= words


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_parses(example: str) -> None:
    parse(example)
