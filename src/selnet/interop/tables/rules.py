"""One answer from one row: the first rule of the field that gives one."""

from collections.abc import Sequence
from dataclasses import dataclass

from selnet.logic.api import Kind
from selnet.packs.api import Field
from selnet.record.api import Stored

from .cells import CellFault, Row, as_text, fold, iso, number
from .conditions import holding
from .dates import Anchored, after
from .schema import PLACE, Answer, Reason, Rule


@dataclass(frozen=True)
class Found:
    """An answer and the columns that it keeps. `said` is false when the answer is a constant of the mapping."""

    answer: Stored
    columns: frozenset[str]
    said: bool = True


class Answering:
    """Answers of one row. `anchored` is the row's own anchor."""

    def __init__(self, row: Row, anchored: Anchored, decimal: str) -> None:
        self.row = row
        self.anchored = anchored
        self.decimal = decimal

    def answer(self, field: Field, rules: Sequence[Rule]) -> Found | None:
        """The first rule that answers; else the first that says why there is no answer. Raises CellFault."""
        reason: Found | None = None
        for rule in rules:
            columns = holding(rule.when, self.row, self.decimal)
            found = None if columns is None else self._one(field, rule)
            if found is None:
                continue
            found = Found(found.answer, found.columns | (columns or frozenset()), found.said)
            if not isinstance(found.answer, dict):
                return found
            reason = reason or found
        return reason

    def _one(self, field: Field, rule: Rule) -> Found | None:
        if rule.constant is not None:
            return Found(_stored(field, rule.constant), frozenset(), said=False)
        if rule.text is not None:
            return self._text(rule.text)
        if rule.days_after is not None:
            return self._days_after(rule)
        if rule.years_before is not None:
            return self._years_before(rule.years_before)
        return self._column(field, rule)

    def _text(self, text: str) -> Found | None:
        columns = PLACE.findall(text)
        if not columns or any(column not in self.row.answered for column in columns):
            return None
        return Found(PLACE.sub(lambda place: self.row.answered[place[1]], text), frozenset(columns))

    def _days_after(self, rule: Rule) -> Found | None:
        if isinstance(rule.days_after, str):
            found = self.row.first((rule.days_after,))
            if found is None:
                return None
            days, columns = number(*found, self.decimal), frozenset({rule.days_after})
        else:
            days, columns = float(rule.days_after or 0), frozenset[str]()
        day = after(self.anchored, str(rule.days_after), days)
        if day is None:
            return None
        return Found(day[:4] if rule.part == "year" else day, columns | self.anchored.columns)

    def _years_before(self, column: str) -> Found | None:
        found = self.row.first((column,))
        if found is None or self.anchored.year is None:
            return None
        years = number(*found, self.decimal)
        return Found(str(self.anchored.year - int(years)), frozenset({column}) | self.anchored.columns)

    def _column(self, field: Field, rule: Rule) -> Found | None:
        listed = {fold(word): answer for word, answer in (rule.values or {}).items()}
        for column in rule.columns:  # a word that the rule lists wins over its meaning as a missing word
            if fold(self.row.answered.get(column, "")) in listed:
                answer = _stored(field, listed[fold(self.row.answered[column])])
                return Found(answer, self.row.same_as(column, rule.columns))
        found = self.row.first(rule.columns)
        if found is not None:
            return None if rule.values is not None else self._converted(field, rule, *found)
        return self._reason(field, rule)

    def _reason(self, field: Field, rule: Rule) -> Found | None:
        """The file says that, and why, there is no answer."""
        column = next((c for c in rule.columns if c in self.row.reasons), None)
        if column is None or not field.takes_missing_codes:
            return None
        return Found({"missing": self.row.reasons[column]}, frozenset({column}))

    def _converted(self, field: Field, rule: Rule, column: str, cell: str) -> Found | None:
        columns = self.row.same_as(column, rule.columns)
        if rule.date:
            return Found(iso(column, cell, rule.date)[: 4 if rule.part else None], columns)
        if field.kind is not Kind.NUMBER and not (rule.bands or rule.scale or rule.split):
            return Found([cell] if field.type == "checkbox" else cell, columns)
        value = self._number(rule, column, cell)
        if rule.bands:
            code = _band(rule, value)
            return None if code is None else Found([code] if field.type == "checkbox" else code, columns)
        value *= 1 if rule.scale is None else rule.scale
        if rule.round is not None:
            value = round(value, rule.round)
        return Found(as_text(value), columns)

    def _number(self, rule: Rule, column: str, cell: str) -> float:
        parts = [part for part in cell.split(rule.split) if part.strip()] if rule.split else [cell]
        numbers = [number(column, part.strip(), self.decimal) for part in parts]
        if not numbers:
            raise CellFault(column, "A number is expected between the separators. Correct the cell.")
        return {"largest": max(numbers), "smallest": min(numbers), "first": numbers[0]}[rule.take]


def _band(rule: Rule, value: float) -> str | None:
    for band in rule.bands:
        if (band.at_least is None or value >= band.at_least) and (band.below is None or value < band.below):
            return band.value
    return None


def _stored(field: Field, answer: Answer) -> Stored:
    if isinstance(answer, Reason):
        return {"missing": answer.missing}
    codes = [answer] if isinstance(answer, str) else list(answer)
    return codes if field.type == "checkbox" else codes[0]
