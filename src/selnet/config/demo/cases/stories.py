"""The forty cases of data/cases.yaml, with their vignettes, as the scripts play them."""

from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from selnet.config.demo.careers.drawing import Wish
from selnet.config.demo.careers.tumours import read
from selnet.config.demo.places import people


class Telling(BaseModel):
    """What is asked, answered and decided, in one language."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    question: str
    opinions: dict[str, str]
    summary: str
    decision: dict[str, tuple[str, str, str]]
    dissent: dict[str, str] = {}


class Vignette(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    patient: dict[str, Any]
    reason: str
    texts: dict[str, Telling]

    @property
    def wish(self) -> Wish:
        return Wish(**self.patient)


class Story(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    script: str
    vignette: str
    by: str
    centre: str
    ago: float
    urgency: str
    to: str = ""  # where a redirected case goes
    meeting: int | None = None
    answers: int = 0
    files: bool = False
    thread: bool = False
    decline: bool = False
    addendum: bool = False
    closed: bool = False

    @property
    def hospital(self) -> str:
        return people()[self.by].institution

    @property
    def language(self) -> str:
        return people()[self.by].language

    @property
    def about(self) -> Vignette:
        return vignettes()[self.vignette]

    @property
    def telling(self) -> Telling:
        return self.about.texts[self.language]


@cache
def vignettes() -> dict[str, Vignette]:
    return {name: Vignette.model_validate(found) for name, found in read("vignettes.yaml").items()}


@cache
def stories() -> tuple[Story, ...]:
    return tuple(Story.model_validate(found) for found in read("cases.yaml"))


@cache
def phrases() -> dict[str, Any]:
    found: dict[str, Any] = read("phrases.yaml")
    return found


def phrase(name: str, language: str) -> str:
    return str(phrases()[name][language])
