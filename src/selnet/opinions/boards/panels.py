"""What packages above boards show beside a case on the presenter screen. Guidelines register their advice here later."""

from typing import Final

from selnet.access.api import ActorRequest
from selnet.ui.api import Panels

from .models import AgendaItem

ITEM_PANELS: Final[Panels[[ActorRequest, AgendaItem]]] = Panels("main")
register_item_panel = ITEM_PANELS.register
