"""Decisions, and whether they were carried out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from selnet.access.api import Actor, Permission, Refused
from selnet.opinions.boards.models import Addendum, AgendaItem, Decision, Execution, Letter, ModalityDecision
from selnet.opinions.boards.rules import NOT_KNOWN_YET
from selnet.packs.api import Pack, titles
from selnet.record.api import get_patient

WITH_ALL = ("item__meeting__board__institution", "case", "patient__institution", "signed_by", "saved_by", "entry")


@dataclass(frozen=True)
class ModalityLine:
    """One modality of the pack, what was decided on it and the newest answer on whether it was carried out."""

    modality: str
    title: str
    row: ModalityDecision | None = None
    advice: str = ""
    execution: Execution | None = None
    outcome: str = ""

    @property
    def is_answered(self) -> bool:
        return self.execution is not None and self.execution.outcome != NOT_KNOWN_YET


def get_decision(actor: Actor, decision_id: UUID) -> Decision:
    decision = Decision.objects.select_related(*WITH_ALL).filter(pk=decision_id).first()
    if decision is None:
        raise Refused("decision")
    get_patient(actor, decision.patient_id)
    return decision


def decision_of(item: AgendaItem) -> Decision | None:
    """The decision on this item, as far as there is one."""
    return Decision.objects.select_related("saved_by", "signed_by").filter(item=item).first()


def rows_of(decision: Decision | None) -> list[ModalityDecision]:
    return list(ModalityDecision.objects.filter(decision=decision)) if decision else []


def newest_executions(rows: Iterable[ModalityDecision]) -> dict[str, Execution]:
    """The newest answer of each modality, by its name."""
    names = {row.pk: row for row in rows}
    return {names[execution.modality_id].modality: execution for execution in _executions_of(names.values())}


def lines_of(pack: Pack, decision: Decision | None, language: str) -> list[ModalityLine]:
    """Every modality of the pack, in its order."""
    rows = {row.modality: row for row in rows_of(decision)}
    answers = newest_executions(rows.values()) if decision and decision.signed_at else {}
    advice = titles(pack.board.recommendations, language)
    outcomes = titles(pack.board.execution, language)
    return [
        ModalityLine(
            modality=modality.id,
            title=modality.title.in_(language),
            row=row,
            advice=advice.get(row.recommendation, row.recommendation) if row else "",
            execution=answers.get(modality.id),
            outcome=outcomes.get(answers[modality.id].outcome, "") if modality.id in answers else "",
        )
        for modality in pack.board.modalities
        for row in [rows.get(modality.id)]
    ]


def addenda_of(decision: Decision) -> list[Addendum]:
    return list(Addendum.objects.filter(decision=decision).select_related("added_by").order_by("added_at"))


def letters_of(decision: Decision) -> list[Letter]:
    return list(Letter.objects.filter(decision=decision).select_related("attachment").order_by("-made_at"))


def get_letter(actor: Actor, letter_id: UUID) -> Letter:
    letter = Letter.objects.select_related("attachment__patient", "decision").filter(pk=letter_id).first()
    if letter is None:
        raise Refused("letter")
    get_patient(actor, letter.patient_id)
    return letter


def former_decision(item: AgendaItem) -> Decision | None:
    """The patient's last signed decision before this item."""
    found = Decision.objects.filter(patient_id=item.patient_id, signed_at__isnull=False).exclude(item=item)
    return found.select_related(*WITH_ALL).order_by("-signed_at").first()


# --- what waits to be carried out


def decisions_to_execute() -> QuerySet[Decision]:
    """Signed decisions of which some recommendation has no answer yet (or the answer "not known yet")."""
    newest = Execution.objects.filter(modality=OuterRef("pk")).order_by("-recorded_at").values("outcome")[:1]
    answered = ModalityDecision.objects.annotate(newest=Subquery(newest)).exclude(newest=None).exclude(newest=NOT_KNOWN_YET)
    unanswered = ModalityDecision.objects.filter(decision=OuterRef("pk")).exclude(pk__in=answered.values("pk"))
    return Decision.objects.filter(Exists(unanswered), signed_at__isnull=False).select_related(*WITH_ALL)


def decisions_to_answer(actor: Actor) -> list[Decision]:
    """Those of the actor's own institutions, the oldest first."""
    near = actor.institutions_with(Permission.EXECUTION_RECORD)
    return list(decisions_to_execute().filter(patient__institution_id__in=near).order_by("signed_at"))


def decisions_to_remind(now: datetime, after: timedelta) -> QuerySet[Decision]:
    """Signed, unanswered, and neither signed nor reminded within the last `after`."""
    due = decisions_to_execute().filter(signed_at__lte=now - after)
    return (due.filter(reminded_at=None) | due.filter(reminded_at__lte=now - after)).order_by("signed_at")


def unanswered(lines: Sequence[ModalityLine]) -> list[ModalityLine]:
    return [line for line in lines if line.row is not None and not line.is_answered]


@dataclass(frozen=True)
class Counts:
    """How many recommendations a decision has, and how many of them have an answer."""

    asked: int
    answered: int

    @property
    def open(self) -> int:
        return self.asked - self.answered


def counts_of(found: Sequence[Decision]) -> dict[UUID, Counts]:
    """Two queries for any number of decisions."""
    rows = list(ModalityDecision.objects.filter(decision__in=found))
    newest = {execution.modality_id: execution.outcome for execution in _executions_of(rows)}
    return {
        decision.pk: Counts(
            asked=sum(row.decision_id == decision.pk for row in rows),
            answered=sum(row.decision_id == decision.pk and newest.get(row.pk, NOT_KNOWN_YET) != NOT_KNOWN_YET for row in rows),
        )
        for decision in found
    }


def _executions_of(rows: Iterable[ModalityDecision]) -> QuerySet[Execution]:
    return Execution.objects.filter(modality__in=[row.pk for row in rows]).select_related("recorded_by").order_by("recorded_at")
