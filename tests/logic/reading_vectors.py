"""Reads tests/vectors/logic.yaml: every vector with its group's defaults filled in."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from selnet.logic.api import Blank, DictFacts

FILE = Path(__file__).parents[1] / "vectors" / "logic.yaml"
TODAY = "2026-03-15"


@dataclass(frozen=True)
class Vector:
    id: str
    expression: str
    expected: Any
    source: str
    blank: str
    today: str
    forms: dict[str, list[dict[str, Any]]]
    smart: dict[str, str]
    order: dict[str, list[int]]
    here: list[Any] | None
    used: list[str] | None
    missing: list[str] | None

    @property
    def facts(self) -> DictFacts:
        return DictFacts(self.forms, smart=self.smart, order=self.order)

    @property
    def options(self) -> dict[str, Any]:
        moment = datetime.fromisoformat(self.today)
        return {
            "blank": Blank(self.blank),
            "today": moment if len(self.today) > 10 else date.fromisoformat(self.today),
            "here": tuple(self.here) if self.here else None,
        }


def vectors() -> list[Vector]:
    groups = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return [_vector(group, given) for group in groups for given in group["vectors"]]


def _vector(group: dict[str, Any], given: dict[str, Any]) -> Vector:
    whole = {key: value for key, value in group.items() if key not in ("group", "vectors")} | given
    expected = whole["expected"]
    if isinstance(expected, list):  # a fraction
        expected = expected[0] / expected[1]
    return Vector(
        id=whole["id"],
        expression=whole["expression"],
        expected=expected,
        source=whole["source"],
        blank=whole.get("blank", "redcap"),
        today=whole.get("today", TODAY),
        forms={"visit": [whole.get("answers", {})], **whole.get("forms", {})},
        smart=whole.get("smart", {}),
        order=whole.get("order", {}),
        here=whole.get("here"),
        used=whole.get("used"),
        missing=whole.get("missing"),
    )


def agrees(found: Any, expected: Any) -> bool:
    """The same kind of value, numbers within the last digits of a double. True is not 1 and '' is not unknown."""
    if isinstance(expected, bool) or isinstance(found, bool):
        return found is expected
    if isinstance(expected, (int, float)) and isinstance(found, (int, float)):
        return abs(found - expected) <= 1e-12 * max(1.0, abs(expected))
    return type(found) is type(expected) and found == expected
