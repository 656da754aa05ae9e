"""The people of the scene by what they may, and the form in which a rule is declared."""

from dataclasses import dataclass, field
from typing import Any

People = frozenset[str]


def people(names: str) -> People:
    return frozenset(names.split())


NOBODY = people("")
EVERYBODY = people(
    "ana dora bea lola boris paula ramon diego sergio marta rita chema chiara gloria hugo carla xenia nuria ada otto stella "
    "pol felix"
)
MEMBERS = EVERYBODY - {"felix"}  # those who hold a role; felix left

# --- by role

TREATING = people("ana dora bea")  # see the patients of Ana's hospital
ABROAD = people("chiara gloria hugo")  # clinicians of another hospital
EXPERTS = people("paula ramon diego sergio marta rita")
CENTRE = EXPERTS | {"boris", "chema"}
CLINICIANS = {"ana"} | ABROAD | CENTRE | {"carla", "xenia"}
OWN_PATIENTS = CLINICIANS | {"dora", "bea"}  # whose role sees patients of the own institution
OPENS_CASES = people("ana boris carla sergio marta rita") | ABROAD
LEADS_BOARDS = people("boris chema")  # Chema's board: its centre's coordinator and its chair
GIVES_ROLES = people("ada nuria boris carla")
REVIEWERS = people("otto lola")

# --- by relation to a patient

BOARD = people("chema sergio marta rita")
SEE_MAIN = TREATING | BOARD | {"boris", "paula", "gloria", "stella"}
KEEP_MAIN = TREATING
SEE_DECIDED = TREATING | {"boris", "chema"}


@dataclass(frozen=True)
class Rule:
    why: str
    urls: str
    reads: People | None = None  # None: the address takes no GET
    acts: People | None = None  # None: the address only reads
    body: dict[str, Any] = field(default_factory=dict)  # what is sent; a value in {braces} is a key of the scene
    public: bool = False  # opens without signing in
