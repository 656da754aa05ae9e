"""What packages above audit add to the screen of the trail, such as the emergency accesses that are open now."""

from collections.abc import Callable

from selnet.access.api import ActorRequest

Renderer = Callable[[ActorRequest], str]
_panels: list[Renderer] = []


def register_trail_panel(render: Renderer) -> None:
    """Called once by an AppConfig.ready."""
    _panels.append(render)


def panels_for(request: ActorRequest) -> list[str]:
    return [html for html in (render(request) for render in _panels) if html]
