"""Where the words of an event go: right of its mark, else left, else nowhere. Words never overlap and are never cut."""

from dataclasses import dataclass, field
from typing import Final

from selnet.ui.lanes.scale import WIDTH

_PER_CHARACTER: Final = 7.3  # mean advance of the system sans at 14 px, a little wide to be safe
_AIR: Final = 6.0


def text_width(text: str) -> float:
    """Estimated, because the server cannot measure the reader's font."""
    return len(text) * _PER_CHARACTER


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the lane that is taken."""

    left: float
    right: float

    def touches(self, other: "Span") -> bool:
        return self.left < other.right and other.left < self.right


@dataclass(frozen=True, slots=True)
class Placed:
    """`anchor` is SVG's text-anchor: start when the words stand right of the mark, end when left."""

    x: float
    anchor: str


@dataclass(slots=True)
class Row:
    """One lane while its labels are placed: the marks of all events first, then word by word."""

    marks: list[Span]
    today: Span
    words: list[Span] = field(default_factory=list)

    def place(self, mark: Span, text: str) -> Placed | None:
        """None when neither side has room; then the event speaks by its tooltip and in the table."""
        width = text_width(text)
        right = Span(mark.right + _AIR, mark.right + _AIR + width)
        left = Span(mark.left - _AIR - width, mark.left - _AIR)
        sides = [(right, Placed(right.left, "start")), (left, Placed(left.right, "end"))]
        for may_cross_today in (False, True):
            for span, placed in sides:
                if self._free(span, mark, may_cross_today):
                    self.words.append(span)
                    return placed
        return None

    def _free(self, span: Span, own: Span, may_cross_today: bool) -> bool:
        if span.left < 0 or span.right > WIDTH:
            return False
        near = Span(span.left - _AIR, span.right + _AIR)
        taken = [other for other in self.marks if other != own] + self.words
        if not may_cross_today and not self.today.touches(own):
            taken.append(self.today)
        return not any(near.touches(other) for other in taken)
