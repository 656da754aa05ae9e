"""One row becomes one patient with entries, and an account of what was kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from selnet.packs.api import Pack
from selnet.record.api import Entry, EntryFacts, EntryStatus, Stored, batches, is_shown

from .cells import CellFault, Row
from .conditions import holding
from .dates import NOWHERE, Anchored, anchor_of
from .rules import Answering, Found
from .schema import Block, TableMapping


@dataclass(frozen=True)
class RowFault:
    """What a person has to correct: the row, the column, the field that it was meant for, and the remedy."""

    row: int
    columns: tuple[str, ...]
    field: str
    message: str


@dataclass
class Mapped:
    """A row as entries. `kept`: the columns that became answers. `unanswerable`: required questions that the file does not
    answer and that take no reason, by which an entry is a draft. `told`: answers that the mapping's `absent` gave."""

    row: Row
    entries: list[batches.NewEntry] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    faults: list[RowFault] = field(default_factory=list)
    unanswerable: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    unanchored: bool = False


class PatientMaker:
    """Makes patients of rows by one mapping."""

    def __init__(self, mapping: TableMapping, pack: Pack) -> None:
        self._mapping = mapping
        self._pack = pack

    def make(self, row: Row) -> Mapped:
        mapped = Mapped(row)
        if row.key:
            mapped.kept.add(self._mapping.key)
        anchored = self._anchored(mapped)
        answering = Answering(row, anchored, self._mapping.decimal)
        made: list[Entry] = []
        for block in self._mapping.forms:
            answers = self._answers(block, answering, mapped)
            if answers is not None:
                self._entry(block, answers, made, mapped)
        return mapped

    def _anchored(self, mapped: Mapped) -> Anchored:
        try:
            anchored = anchor_of(self._mapping.anchor, mapped.row, self._mapping.decimal)
        except CellFault as fault:
            mapped.faults.append(RowFault(mapped.row.number, (fault.column,), "anchor", fault.message))
            return NOWHERE
        mapped.unanchored = self._mapping.anchor is not None and anchored.year is None
        return anchored

    def _answers(self, block: Block, answering: Answering, mapped: Mapped) -> dict[str, Stored] | None:
        """The block's answers; None when its condition does not hold or the row says nothing for it."""
        held = holding(block.when, mapped.row, self._mapping.decimal)
        if held is None:
            return None
        found: dict[str, Found] = {}
        for name, rules in block.fields.items():
            try:
                answer = answering.answer(self._pack.fields[name], rules)
            except CellFault as fault:
                mapped.faults.append(RowFault(mapped.row.number, (fault.column,), name, fault.message))
                continue
            if answer is not None:
                found[name] = answer
        if not held and not any(answer.said for answer in found.values()):
            return None
        mapped.kept |= held.union(*(answer.columns for answer in found.values()))
        return {name: answer.answer for name, answer in found.items()}

    def _entry(self, block: Block, answers: dict[str, Stored], made: list[Entry], mapped: Mapped) -> None:
        """Required questions that are asked and not answered get the reason `absent`; where none may stand, a draft remains."""
        form = self._pack.forms[block.form]
        number = sum(entry.form == block.form for entry in made) + 1
        here = (block.form, number)
        facts = EntryFacts(self._pack, made).shown(*here, answers)  # sees what is added to the answers below
        draft = False
        for question in form.fields:
            if question.name in answers or not question.required or not is_shown(question, facts, here=here):
                continue
            if question.takes_missing_codes:
                answers[question.name] = {"missing": self._mapping.absent}
                mapped.absent.append(question.name)
            else:
                draft = True
                mapped.unanswerable.append(question.name)
        status = EntryStatus.DRAFT if draft else EntryStatus.COMPLETE
        mapped.entries.append(batches.NewEntry(block.form, answers, status))
        made.append(self._as_entry(block.form, number, answers))

    def _as_entry(self, form: str, number: int, answers: Mapping[str, Stored]) -> Entry:
        date_field = self._pack.forms[form].date
        when = answers.get(date_field) if date_field else None
        day = when if isinstance(when, str) else ""
        return Entry(id=uuid4(), form=form, instance=number, answers=dict(answers), event_date=day)
