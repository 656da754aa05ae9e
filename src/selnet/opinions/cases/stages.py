"""The stages of a case: whose move it is, and what may follow. tests/opinions/cases/test_stages.py holds it complete."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .models import CaseStatus

S = CaseStatus


class Owner(StrEnum):
    """Whose move it is."""

    REFERRER = "referrer"
    COORDINATOR = "coordinator"
    EXPERT = "expert"
    CHAIR = "chair"
    SYSTEM = "system"  # nobody: the case rests


@dataclass(frozen=True)
class Stage:
    owner: Owner
    next: frozenset[CaseStatus]


def _stage(owner: Owner, *following: CaseStatus) -> Stage:
    return Stage(owner, frozenset(following))


STAGES: Final[Mapping[CaseStatus, Stage]] = {
    S.DRAFT: _stage(Owner.REFERRER, S.SENT, S.WITHDRAWN),
    # SENT to SENT is a redirection: the same case waits for another centre
    S.SENT: _stage(Owner.COORDINATOR, S.SENT, S.MORE_INFORMATION, S.ACCEPTED, S.DECLINED, S.WITHDRAWN),
    S.MORE_INFORMATION: _stage(Owner.REFERRER, S.SENT, S.ACCEPTED, S.WITHDRAWN),
    S.ACCEPTED: _stage(Owner.EXPERT, S.MORE_INFORMATION, S.LISTED, S.DECIDED, S.WITHDRAWN),
    S.LISTED: _stage(Owner.CHAIR, S.ACCEPTED, S.DECIDED),
    S.DECIDED: _stage(Owner.REFERRER, S.CLOSED),
    S.CLOSED: _stage(Owner.SYSTEM),
    S.DECLINED: _stage(Owner.SYSTEM),
    S.WITHDRAWN: _stage(Owner.SYSTEM),
}

OPEN: Final = frozenset(status for status, stage in STAGES.items() if stage.next)
ENDED: Final = frozenset(STAGES) - OPEN
RUNNING: Final = OPEN - {S.DRAFT, S.DECIDED}  # an answer is still owed
