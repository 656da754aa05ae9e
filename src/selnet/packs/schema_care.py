"""The shape of what cases, boards and consents need: cases.yaml, board.yaml, consents.yaml."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import PositiveInt, model_validator

from selnet.packs.schema import Item, Slug, Titled
from selnet.packs.texts import Text


class Reason(Titled):
    """Why a case is opened."""


class Urgency(Titled):
    """How soon an answer is owed. Hours come from a source, or are marked as our proposal."""

    first_answer_hours: PositiveInt
    closure_hours: PositiveInt
    source: str = ""
    proposal: bool = False

    @model_validator(mode="after")
    def _grounded(self) -> Self:
        if not self.source and not self.proposal:
            raise ValueError("hours need a `source`, or `proposal: true`")
        if self.closure_hours < self.first_answer_hours:
            raise ValueError("closure_hours is shorter than first_answer_hours")
        return self


class Completeness(Titled):
    """What the experts will miss when it is absent: where it applies, and when it is there."""

    message: Text
    applies: str
    complete: str
    weight: Literal["required", "advised"]
    source: str


class CaseContent(Item):
    """cases.yaml"""

    reasons: tuple[Reason, ...] = ()
    urgencies: tuple[Urgency, ...] = ()
    completeness: tuple[Completeness, ...] = ()


class Modality(Titled):
    """One line of a board's decision."""


class Recommendation(Titled):
    """do, do not, defer, more information"""

    id: Literal["do", "do_not", "defer", "more_information"]


class Execution(Titled):
    """Whether a decision was carried out, and if not, why."""


class Quorum(Item):
    """A discipline that must, or should, sit."""

    discipline: Slug
    required: bool = True
    source: str = ""


class BoardContent(Item):
    """board.yaml"""

    modalities: tuple[Modality, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    execution: tuple[Execution, ...] = ()
    quorum: tuple[Quorum, ...] = ()
    disciplines: tuple[Titled, ...] = ()
    source: str = ""


class Scope(Titled):
    """One thing a patient may allow."""

    explanation: Text


class ConsentContent(Item):
    """consents.yaml"""

    scopes: tuple[Scope, ...] = ()
