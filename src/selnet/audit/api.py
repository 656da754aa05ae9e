"""The door of audit."""

from .anchors import AnchorError, anchor
from .models import AuditEvent
from .panels import register_trail_panel
from .selectors import events_about
from .services import Detail, record
from .verify import Finding, verify
from .words import in_words, register_actions, register_names

__all__ = [
    "AnchorError",
    "AuditEvent",
    "Detail",
    "Finding",
    "anchor",
    "events_about",
    "in_words",
    "record",
    "register_actions",
    "register_names",
    "register_trail_panel",
    "verify",
]
