"""The completeness gate: what the experts will miss, judged by the pack's rules over what is known of the patient.

Unknown is an answer: a rule that rests on a missing fact says "cannot tell", never "complete" and never "does not apply".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from django.utils import timezone

from selnet.logic.api import Answer, Blank, Facts, Node, evaluate, fields_of, forms_of, parse
from selnet.packs.api import Completeness, Pack
from selnet.record.api import Stored, facts_of, pack_of, read_answer
from selnet.ui.api import active_language

from .models import Case
from .request_form import REQUEST


class State(StrEnum):
    COMPLETE = "complete"
    MISSING = "missing"
    CANNOT_TELL = "cannot_tell"
    NOT_APPLICABLE = "not_applicable"

    @property
    def sign(self) -> str:
        """The shape it is drawn with."""
        return {"complete": "met", "missing": "not", "cannot_tell": "unk", "not_applicable": "na"}[self.value]


@dataclass(frozen=True)
class Item:
    """One thing the experts need, and where it is filled in."""

    id: str
    title: str
    message: str
    state: State
    required: bool
    source: str
    forms: tuple[tuple[str, str], ...]  # (form, title)

    @property
    def wanting(self) -> bool:
        return self.state in (State.MISSING, State.CANNOT_TELL)


@dataclass(frozen=True)
class Gate:
    items: tuple[Item, ...]

    @property
    def wanting(self) -> list[Item]:
        """What is missing or cannot be told, what is required first."""
        return sorted((item for item in self.items if item.wanting), key=lambda item: not item.required)

    @property
    def required(self) -> list[Item]:
        """What makes the case incomplete: sending without it needs a reason."""
        return [item for item in self.wanting if item.required]

    @property
    def complete_items(self) -> list[Item]:
        return [item for item in self.items if item.state is State.COMPLETE]

    @property
    def not_applicable(self) -> list[Item]:
        return [item for item in self.items if item.state is State.NOT_APPLICABLE]

    @property
    def is_complete(self) -> bool:
        return not self.required

    @property
    def percent(self) -> int:
        asked = [item for item in self.items if item.required and item.state is not State.NOT_APPLICABLE]
        return round(100 * sum(not item.wanting for item in asked) / len(asked)) if asked else 100


def completeness(case: Case, facts: Facts | None = None) -> Gate:
    """The gate of one case; `facts` when the patient's are already at hand."""
    pack = pack_of(case.patient)
    asked = CaseFacts(facts or facts_of(case.patient), case)
    return Gate(tuple(_judge(rule, asked, pack) for rule in pack.cases.completeness))


def _judge(rule: Completeness, facts: Facts, pack: Pack) -> Item:
    language = active_language()
    source = pack.sources.get(rule.source)
    return Item(
        id=rule.id,
        title=rule.title.in_(language),
        message=rule.message.in_(language),
        state=_state(_holds(rule.applies, facts), _holds(rule.complete, facts)),
        required=rule.weight == "required",
        source=source.citation if source else "",
        forms=_filled_in(rule.complete, pack, language),
    )


def _state(applies: bool | None, complete: bool | None) -> State:
    if applies is False:
        return State.NOT_APPLICABLE
    if complete is True:
        return State.COMPLETE
    if applies is None or complete is None:
        return State.CANNOT_TELL
    return State.MISSING


@lru_cache(maxsize=512)
def _parsed(text: str) -> Node:
    return parse(text)


def _holds(text: str, facts: Facts) -> bool | None:
    value = evaluate(_parsed(text), facts, blank=Blank.UNKNOWN, today=timezone.localdate()).value
    return None if value is None else bool(value)


def _filled_in(text: str, pack: Pack, language: str) -> tuple[tuple[str, str], ...]:
    """The forms whose fields the rule reads, the request itself left out: it is written on the case."""
    node = _parsed(text)
    named = {pack.form_of(name) for name in fields_of(node)} | set(forms_of(node))
    return tuple((form.id, form.title.in_(language)) for form in pack.forms.values() if form.id in named and form.id != REQUEST)


class CaseFacts:
    """The patient's facts with this case's request as it stands on the screen, in place of requests of other cases."""

    def __init__(self, facts: Facts, case: Case) -> None:
        self._facts = facts
        self._request: dict[str, Stored] = {
            **case.details,
            "request_reason": case.reason,
            "request_urgency": case.urgency,
            "request_question": case.question,
        }

    def value(self, field: str, form: str | None = None, instance: int | None = None, event: str | None = None) -> Answer:
        if field in self._request:
            return read_answer(self._request[field])
        return self._facts.value(field, form, instance, event)

    def instances(self, form: str) -> Sequence[int]:
        return (1,) if form == REQUEST else self._facts.instances(form)

    def form_of(self, field: str) -> str | None:
        return REQUEST if field in self._request else self._facts.form_of(field)
