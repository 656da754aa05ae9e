"""What other packages do when a person's work passes to another.

Handlers run in the worker, in one transaction, as the platform itself (who asked is in the audit trail): the administrator who
asks for a hand-over sees no patient, so could not move the work. A handler may be called again and must then change nothing.
"""

from collections.abc import Callable

from selnet.access.api import Actor

from .models import Person

Handler = Callable[[Actor, Person, Person], None]
HANDOVER_HANDLERS: list[Handler] = []


def register_handover(handler: Handler) -> None:
    """Called in AppConfig.ready: `handler(actor, from_person, to_person)` moves what its package keeps."""
    HANDOVER_HANDLERS.append(handler)
