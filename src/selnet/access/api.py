"""The door of access."""

from .actor import NOBODY, Actor, Held, system
from .database import acting
from .errors import Refused, UserError, question_of
from .permissions import Permission
from .roles import ROLES, Role, roles_with, sees_patients
from .web import ActorRequest, requires, show_at_field

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
    "question_of",
    "requires",
    "roles_with",
    "sees_patients",
    "show_at_field",
    "system",
]
