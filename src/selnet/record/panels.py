"""What packages above the record add to the page of a patient: beside the heading, below the course, aside."""

from typing import Final

from selnet.access.api import ActorRequest
from selnet.ui.api import Panels

from .models import Patient

PATIENT_PANELS: Final[Panels[[ActorRequest, Patient]]] = Panels("actions", "main", "aside")
register_patient_panel = PATIENT_PANELS.register
