"""Sections that packages above add to a page. They register, since the package that draws the page may not import them."""

from collections.abc import Callable
from typing import Generic, NamedTuple, ParamSpec

P = ParamSpec("P")


class _Panel(NamedTuple):
    place: str
    order: int
    render: Callable[..., str]


class Panels(Generic[P]):
    """The panels of one kind of page. A renderer takes what the page is about, and answers safe HTML, '' for nothing."""

    def __init__(self, *places: str) -> None:
        self._places = places
        self._panels: list[_Panel] = []

    def register(self, render: Callable[P, str], *, place: str = "main", order: int = 50) -> None:
        """Called once by an AppConfig.ready; low orders come first."""
        assert place in self._places, f"this page has no place {place!r}: {', '.join(self._places)}"
        self._panels.append(_Panel(place, order, render))
        self._panels.sort(key=lambda panel: panel.order)

    def drawn(self, *args: P.args, **kwargs: P.kwargs) -> dict[str, list[str]]:
        """Place to what its panels say, in order."""
        found: dict[str, list[str]] = {place: [] for place in self._places}
        for panel in self._panels:
            if html := panel.render(*args, **kwargs):
                found[panel.place].append(html)
        return found
