"""Decision tables: staging, grading and risk, answered with the row they rest on, or with what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from selnet.logic.api import Blank, DictFacts, DictSchema, FieldInfo, Kind, Node, Result, evaluate, parse
from selnet.packs.schema_tables import Code, Row, TableSpec
from selnet.packs.texts import Text

FORM = "table"  # the inputs read as the fields of one form of this name
TOTAL = "total"
_KINDS = {"number": Kind.NUMBER, "integer": Kind.NUMBER, "choice": Kind.CHOICE, "text": Kind.TEXT}


@dataclass(frozen=True)
class TableAnswer:
    """What the table says. No values and `unknown_because`: an input is missing, so no answer is given."""

    values: Mapping[str, Code]
    total: float | None = None
    rows: tuple[int, ...] = ()  # 0-based rows that decided; a band is not counted
    source: str = ""
    verified: bool = False
    notes: tuple[str, ...] = ()
    unknown_because: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        return bool(self.values)


@dataclass(frozen=True)
class Table:
    """A decision table ready to be asked."""

    spec: TableSpec
    _parsed: dict[str, Node] = field(default_factory=dict, repr=False, compare=False)

    @property
    def id(self) -> str:
        return self.spec.id

    @property
    def title(self) -> Text:
        return self.spec.title

    @property
    def source(self) -> str:
        return self.spec.source

    @property
    def verified(self) -> bool:
        return self.spec.verified

    @cached_property
    def schema(self) -> DictSchema:
        return _schema({item.name: (item.kind, item.codes()) for item in self.spec.inputs})

    @cached_property
    def band_schema(self) -> DictSchema:
        return _schema({TOTAL: ("number", ())})

    def lookup(self, inputs: Mapping[str, Code | None]) -> TableAnswer:
        """Ask the table. An input that is absent or None is unknown, never zero and never 'no'."""
        known = {item.name for item in self.spec.inputs}
        if strangers := sorted(set(inputs) - known):
            asked = ", ".join(sorted(known))
            raise KeyError(f"table '{self.id}' has no input {', '.join(strangers)}; it asks for {asked}")
        answers = {name: _answer(value) for name, value in inputs.items() if value is not None and value != ""}
        return self._sum(answers) if self.spec.hit == "sum" else self._first(self.spec.rows, answers)

    def _first(self, rows: Sequence[Row], answers: Mapping[str, str]) -> TableAnswer:
        for index, row in enumerate(rows):
            result = self._ask(row, answers)
            if result.value is None:
                return TableAnswer({}, unknown_because=result.missing)
            if result.value:
                return self._answered([(index, row)], row.then)
        if self.spec.default is None:
            return TableAnswer({}, unknown_because=())
        return self._answered([], self.spec.default)

    def _sum(self, answers: Mapping[str, str]) -> TableAnswer:
        hits: list[tuple[int, Row]] = []
        missing: list[str] = []
        for index, row in enumerate(self.spec.rows):
            result = self._ask(row, answers)
            if result.value is None:
                missing += [name for name in result.missing if name not in missing]
            elif result.value:
                hits.append((index, row))
        if missing:
            return TableAnswer({}, unknown_because=tuple(missing))
        total = sum(float(row.then["points"]) for _, row in hits)
        for band in self.spec.bands:
            if self._ask(band, {TOTAL: _answer(total)}).value:
                return self._answered([*hits, (-1, band)], band.then, total)
        return self._answered(hits, self.spec.default or {}, total)

    def _ask(self, row: Row, answers: Mapping[str, str]) -> Result:
        node = self._parsed.get(row.when) or self._parsed.setdefault(row.when, parse(row.when))
        belongs = dict.fromkeys((*(item.name for item in self.spec.inputs), TOTAL), FORM)
        facts = DictFacts({FORM: [answers]}, belongs=belongs)
        return evaluate(node, facts, blank=Blank.UNKNOWN, today=date.today())

    def _answered(self, hits: Sequence[tuple[int, Row]], values: Mapping[str, Code], total: float | None = None) -> TableAnswer:
        rows = [row for _, row in hits]
        sources = dict.fromkeys(row.source or self.source for row in rows)
        checked = [self.verified if row.verified is None else row.verified for row in rows]
        return TableAnswer(
            values=dict(values),
            total=total,
            rows=tuple(index for index, _ in hits if index >= 0),
            source=" ".join(sources) or self.source,
            verified=all(checked) if checked else self.verified,
            notes=tuple(row.note for row in rows if row.note),
        )


def _schema(inputs: Mapping[str, tuple[str, tuple[str, ...]]]) -> DictSchema:
    return DictSchema(
        FieldInfo(name=name, form=FORM, kind=_KINDS[kind], choices=frozenset(codes)) for name, (kind, codes) in inputs.items()
    )


def _answer(value: Code) -> str:
    """As the record stores answers: text, whole numbers without a decimal point."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
