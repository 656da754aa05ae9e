"""Functions over the entries of a repeating form: ``exists(surgery: [margin] = 'r1')``.

Entries are taken in the order that ``Facts.instances`` gives. No entry at all: exists is false, all is true, count
and sum are 0, everything else is blank (unknown in Blank.UNKNOWN). In Blank.UNKNOWN an entry whose condition is
unknown makes the answer unknown wherever it could change it. None from here means blank or unknown.
"""

from collections.abc import Callable

from selnet.logic.arithmetic import aggregate
from selnet.logic.nodes import Node, Over
from selnet.logic.reading import Reading
from selnet.logic.values import Value, truth

Reader = Callable[[Node, Reading], Value]


def over(node: Over, reading: Reading, value_of: Reader) -> Value:
    outside = reading.here.get(node.form)
    found = _FUNCTIONS.get(node.name, _gather)(node, reading, value_of)
    if outside is None:
        reading.here.pop(node.form, None)
    else:
        reading.here[node.form] = outside
    return found


def _any_or_all(node: Over, reading: Reading, value_of: Reader) -> bool | None:
    """As ``or`` and ``and`` over the entries: the one that decides is the explanation."""
    decisive, unknown, start = node.name == "exists", False, len(reading.reads)
    for instance in reading.facts.instances(node.form):
        mark = len(reading.reads)
        holds = _holds(node.of, instance, node, reading, value_of)
        if holds is decisive:
            del reading.reads[start:mark]
            return decisive
        unknown = unknown or holds is None
    return None if unknown else not decisive


def _count(node: Over, reading: Reading, value_of: Reader) -> float | None:
    found = [_holds(node.of, each, node, reading, value_of) for each in reading.facts.instances(node.form)]
    return None if None in found else float(found.count(True))


def _pick(node: Over, reading: Reading, value_of: Reader) -> Value:
    """The first (last) entry that meets the condition; its value even when that is blank, never the next one's."""
    order = reading.facts.instances(node.form)
    for instance in reversed(order) if node.name == "last" else order:
        holds = _holds(node.where, instance, node, reading, value_of)
        if holds is None:
            return None
        if holds and node.of is not None:
            return value_of(node.of, reading)
    return None


def _gather(node: Over, reading: Reading, value_of: Reader) -> Value:
    values: list[Value] = []
    for instance in reading.facts.instances(node.form):
        holds = _holds(node.where, instance, node, reading, value_of)
        if holds is None:
            return None
        if holds and node.of is not None:
            values.append(value_of(node.of, reading))
    return aggregate(node.name, values, reading.unknown)


def _holds(condition: Node | None, instance: int, node: Over, reading: Reading, value_of: Reader) -> bool | None:
    reading.here[node.form] = instance
    return True if condition is None else truth(value_of(condition, reading), reading.unknown)


_FUNCTIONS: dict[str, Callable[[Over, Reading, Reader], Value]] = {
    "exists": _any_or_all,
    "all": _any_or_all,
    "count": _count,
    "first": _pick,
    "last": _pick,
}
