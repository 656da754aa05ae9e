"""Python's reader gives the answer of every vector."""

import pytest

from logic.reading_vectors import Vector, agrees, vectors
from selnet.logic.api import evaluate, parse

VECTORS = vectors()


def test_there_are_enough_of_them_and_each_has_its_own_name() -> None:
    names = [vector.id for vector in VECTORS]
    assert len(names) >= 300
    assert len(set(names)) == len(names)
    assert len({(v.expression, v.blank, str(v.forms), v.today, str(v.here)) for v in VECTORS}) == len(VECTORS)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.id)
def test_vector(vector: Vector) -> None:
    result = evaluate(parse(vector.expression), vector.facts, **vector.options)
    assert agrees(result.value, vector.expected), f"{vector.expression} gives {result.value!r}"
    if vector.used is not None:
        assert sorted({fact.field for fact in result.used}) == sorted(vector.used)
    if vector.missing is not None:
        assert list(result.missing) == vector.missing
