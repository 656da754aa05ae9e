"""What packages above add to the page of a case: the board its decision. They register here, since cases may not import them."""

from collections.abc import Callable
from dataclasses import dataclass

from selnet.access.api import ActorRequest

from .models import Case

Renderer = Callable[[ActorRequest, Case], str]


@dataclass(frozen=True)
class _Panel:
    place: str
    order: int
    render: Renderer


_panels: list[_Panel] = []


def register_case_panel(render: Renderer, *, place: str = "main", order: int = 50) -> None:
    """`place`: main (under the heading), aside, or actions (buttons beside the heading). Safe HTML, '' for nothing."""
    _panels.append(_Panel(place, order, render))


def case_panels(request: ActorRequest, case: Case, place: str) -> list[str]:
    found = (panel.render(request, case) for panel in sorted(_panels, key=lambda each: each.order) if panel.place == place)
    return [html for html in found if html]
