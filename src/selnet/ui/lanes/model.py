"""What is drawn: lanes and the events on them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Marker(StrEnum):
    CIRCLE = "circle"
    DIAMOND = "diamond"
    SQUARE = "square"
    TRIANGLE = "triangle"


@dataclass(frozen=True, slots=True)
class Lane:
    """`series` 1 to 5 is the data colour; `empty` the words of a lane without events ("None so far")."""

    key: str
    label: str
    series: int = 1
    empty: str = ""


@dataclass(frozen=True, slots=True)
class LaneEvent:
    """A moment, or a span when `end` is given. `series` overrides the lane's colour."""

    lane: str
    start: date
    end: date | None = None
    label: str = ""
    marker: Marker = Marker.CIRCLE
    filled: bool = True
    planned: bool = False
    series: int = 0

    @property
    def is_span(self) -> bool:
        return self.end is not None and self.end > self.start
