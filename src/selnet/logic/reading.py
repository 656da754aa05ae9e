"""The state of one reading: the patient's facts, the two ways to read a blank, and the record of what was read."""

from datetime import date, datetime

from selnet.logic.facts import Answer, Blank, FactRef, Facts, Missing
from selnet.logic.nodes import Field
from selnet.logic.values import Value


class Reading:
    """``here`` says on which entry of which repeating forms we stand: the entry being filled in, or the one a set
    function is at.
    """

    __slots__ = ("blank", "facts", "here", "now", "reads", "today", "unknown")

    def __init__(self, facts: Facts, blank: Blank, today: date, here: dict[str, int]) -> None:
        self.facts = facts
        self.unknown = blank is Blank.UNKNOWN
        self.blank: Value = None if self.unknown else ""
        self.today = today.isoformat()[:10]
        moment = today if isinstance(today, datetime) else datetime(today.year, today.month, today.day)
        self.now = moment.isoformat(sep=" ", timespec="seconds")[:19]
        self.here = here
        self.reads: list[tuple[str, str, int, Answer]] = []

    def answer(self, node: Field) -> Answer:
        """What is stored, noted down as read."""
        facts, form = self.facts, self.facts.form_of(node.name)
        instance = self._instance(node.instance, form or "")
        answer = None if instance == 0 else facts.value(node.name, form, instance, node.qualifier)
        if answer in ("", []):
            answer = None
        self.reads.append((form or "", node.name, instance or 1, answer))
        return answer

    def _instance(self, wanted: int | str | None, form: str) -> int | None:
        """0 when there is no such entry; None leaves it to the facts (the only entry, or the first)."""
        if wanted is None or wanted == "current-instance":
            return self.here.get(form)
        if isinstance(wanted, int):
            return wanted
        current = self.here.get(form, 0)
        if wanted in ("previous-instance", "next-instance"):
            return max(current + (-1 if wanted[0] == "p" else 1), 0) if current else 0
        order = self.facts.instances(form)
        if not order or wanted == "new-instance":
            return 0
        return order[0 if wanted == "first-instance" else -1]

    def used(self) -> tuple[FactRef, ...]:
        found = [FactRef(form, name, n, _shown(a)) for form, name, n, a in self.reads if a is not None]
        return tuple(dict.fromkeys(found))

    def missing(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for _, name, _, a in self.reads if a is None or isinstance(a, Missing)))


def _shown(answer: Answer) -> str | tuple[str, ...]:
    if isinstance(answer, Missing):
        return answer.code
    return tuple(answer) if isinstance(answer, list) else answer or ""
