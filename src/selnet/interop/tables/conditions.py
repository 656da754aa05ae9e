"""Whether a condition of the mapping holds in a row, and which columns said so."""

from collections.abc import Iterable

from .cells import CellFault, Row, fold, number
from .schema import Condition


def holding(conditions: Iterable[Condition], row: Row, decimal: str) -> frozenset[str] | None:
    """The columns whose answers made all conditions hold; None when one does not."""
    columns: frozenset[str] = frozenset()
    for condition in conditions:
        found = _any(condition, row, decimal) if condition.any else _one(condition, row, decimal)
        if found is None:
            return None
        columns |= found
    return columns


def _any(condition: Condition, row: Row, decimal: str) -> frozenset[str] | None:
    held = [found for inner in condition.any if (found := _one(inner, row, decimal)) is not None]
    return frozenset().union(*held) if held else None


def _one(condition: Condition, row: Row, decimal: str) -> frozenset[str] | None:
    found = row.first(condition.columns)
    if condition.answered is not None:
        return _columns(found) if (found is not None) == condition.answered else None
    if condition.not_in is not None:
        return None if found and fold(found[1]) in map(fold, condition.not_in) else frozenset()
    if found is None:
        return None
    return _columns(found) if _says(condition, *found, decimal) else None


def _columns(found: tuple[str, str] | None) -> frozenset[str]:
    return frozenset({found[0]}) if found else frozenset()


def _says(condition: Condition, column: str, cell: str, decimal: str) -> bool:
    if condition.within is not None:
        return fold(cell) in map(fold, condition.within)
    if condition.starts is not None:
        return fold(cell).startswith(tuple(map(fold, condition.starts)))
    try:
        value = number(column, cell, decimal)
    except CellFault:
        return False  # the rule that takes the number refuses it
    if condition.at_least is not None:
        return value >= condition.at_least
    return condition.below is not None and value < condition.below
