"""What a case's own page says of its boards."""

from dataclasses import dataclass

from selnet.opinions.boards.models import AgendaItem, Decision, Letter
from selnet.opinions.boards.rules import State
from selnet.opinions.cases.api import Case
from selnet.record.api import pack_of

from .decisions import WITH_ALL, ModalityLine, letters_of, lines_of, unanswered


@dataclass(frozen=True)
class BoardStory:
    """One sitting on the case: to come, postponed, or decided."""

    item: AgendaItem
    decision: Decision | None
    lines: list[ModalityLine]
    letters: list[Letter]

    @property
    def to_answer(self) -> int:
        return len(unanswered(self.lines))


def story_of(case: Case, language: str) -> list[BoardStory]:
    """Newest first. Unsigned decisions are not told: the board is still at work."""
    items = (
        AgendaItem.objects.filter(case=case)
        .exclude(state=State.REMOVED)
        .select_related("meeting__board__institution")
        .order_by("-meeting__starts_at")
    )
    signed = {
        decision.item_id: decision
        for decision in Decision.objects.filter(case=case, signed_at__isnull=False).select_related(*WITH_ALL)
    }
    return [_told(case, item, signed.get(item.pk), language) for item in items]


def _told(case: Case, item: AgendaItem, decision: Decision | None, language: str) -> BoardStory:
    if decision is None:
        return BoardStory(item, None, [], [])
    return BoardStory(item, decision, lines_of(pack_of(case.patient), decision, language), letters_of(decision))
