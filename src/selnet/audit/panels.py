"""What packages above audit add to the screen of the trail, such as the emergency accesses that are open now."""

from typing import Final

from selnet.access.api import ActorRequest
from selnet.ui.api import Panels

TRAIL_PANELS: Final[Panels[[ActorRequest]]] = Panels("main")
register_trail_panel = TRAIL_PANELS.register
