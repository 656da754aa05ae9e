"""Who acts: a person in their roles, a token of a person, or the system with a reason. Every service takes one."""

from dataclasses import dataclass
from typing import Literal

from .errors import Refused
from .permissions import Permission
from .roles import ROLES, sees_patients


@dataclass(frozen=True)
class Held:
    """A role held at an institution; `everywhere` when the institution is the network's own office."""

    role: str
    institution_id: int
    everywhere: bool = False


@dataclass(frozen=True)
class Actor:
    kind: Literal["person", "token", "system"]
    person_id: int | None
    name: str
    held: tuple[Held, ...] = ()
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.person_id}" if self.person_id else f"{self.kind}:{self.reason}"

    def can(self, permission: Permission, institution_id: int | None = None) -> bool:
        """Whether the actor has the permission, at this institution when one is named."""
        if self.kind == "system":
            return True
        return any(
            permission in ROLES[held.role].permissions
            and (institution_id is None or held.everywhere or held.institution_id == institution_id)
            for held in self.held
        )

    def require(self, permission: Permission, institution_id: int | None = None) -> None:
        """Raises Refused when the actor lacks the permission (there)."""
        if not self.can(permission, institution_id):
            raise Refused(permission)

    def institutions_with(self, permission: Permission) -> frozenset[int]:
        return frozenset(held.institution_id for held in self.held if permission in ROLES[held.role].permissions)

    def has_everywhere(self, permission: Permission) -> bool:
        return any(held.everywhere and permission in ROLES[held.role].permissions for held in self.held)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(held.role for held in self.held)

    @property
    def sees_patients(self) -> bool:
        return any(sees_patients(held.role) for held in self.held)


def system(reason: str) -> Actor:
    """The platform itself, for the reason given (`reminder`, `import of demo network`)."""
    return Actor(kind="system", person_id=None, name="SELNET", reason=reason)


NOBODY = Actor(kind="person", person_id=None, name="")
