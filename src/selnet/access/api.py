"""The door of access."""

from .actor import NOBODY, Actor, Held, system
from .database import acting
from .errors import Refused, UserError
from .permissions import Permission
from .roles import ROLES, Role, sees_patients
from .web import ActorRequest, requires

__all__ = [
    "NOBODY",
    "ROLES",
    "Actor",
    "ActorRequest",
    "Held",
    "Permission",
    "Refused",
    "Role",
    "UserError",
    "acting",
    "requires",
    "sees_patients",
    "system",
]
