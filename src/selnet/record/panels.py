"""What packages above the record add to the patient page. They register here, since the record may not import them."""

from collections.abc import Callable
from dataclasses import dataclass

from selnet.access.api import ActorRequest

from .models import Patient

Renderer = Callable[[ActorRequest, Patient], str]


@dataclass(frozen=True)
class Panel:
    place: str  # "actions" beside the heading, "main" below the course, "aside"
    order: int
    render: Renderer


_panels: list[Panel] = []


def register_patient_panel(place: str, render: Renderer, *, order: int = 50) -> None:
    """Called once by an AppConfig.ready."""
    _panels.append(Panel(place, order, render))


def panels_for(request: ActorRequest, patient: Patient, place: str) -> list[str]:
    """The rendered panels of one place, in order; those with nothing to say are left out."""
    found = (panel.render(request, patient) for panel in sorted(_panels, key=lambda p: p.order) if panel.place == place)
    return [html for html in found if html]
