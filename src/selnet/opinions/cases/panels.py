"""What packages above cases add to the page of a case (the board its decision), and beside the worklist."""

from typing import Final

from selnet.access.api import ActorRequest
from selnet.ui.api import Panels

from .models import Case

# buttons beside the heading, under the heading, aside
CASE_PANELS: Final[Panels[[ActorRequest, Case]]] = Panels("actions", "main", "aside")
WORKLIST_PANELS: Final[Panels[[ActorRequest]]] = Panels("aside")
register_case_panel = CASE_PANELS.register
register_worklist_panel = WORKLIST_PANELS.register
