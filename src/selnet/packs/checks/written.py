"""The fields that the platform itself writes: a case, an expert and a board answer them, so their choices must agree
with cases.yaml and board.yaml, or an answer given on one screen would be refused on another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from selnet.packs.assembling import BOARD, CASES, DICTIONARY
from selnet.packs.drafting import Draft
from selnet.packs.faults import Fault
from selnet.packs.pack import Pack
from selnet.packs.schema import Titled

Expected = Mapping[str, tuple[str, frozenset[str]]]  # field -> where its choices come from, and which they are


def check(pack: Pack, draft: Draft) -> Iterator[Fault]:
    for name, (origin, codes) in _expected(pack).items():
        field = pack.fields.get(name)
        if field is None:
            message = f"the field '{name}' is missing; the platform writes it from {origin}."
            yield Fault(draft.path(DICTIONARY), 0, None, message, f"Add it with the choices {', '.join(sorted(codes))}.")
            continue
        own = {choice.code for choice in field.choice_list}
        if different := sorted(own ^ codes):
            message = f"the choices of '{name}' and {origin} differ: {', '.join(different)}."
            yield Fault(draft.path(DICTIONARY), field.line, None, message, "Give both the same codes.")


def _expected(pack: Pack) -> Expected:
    expected: dict[str, tuple[str, frozenset[str]]] = {}

    def add(name: str, file: str, key: str, items: Iterable[Titled]) -> None:
        if codes := frozenset(item.id for item in items):
            expected[name] = (f"{key} in {file}", codes)

    add("request_reason", CASES, "reasons", pack.cases.reasons)
    add("request_urgency", CASES, "urgencies", pack.cases.urgencies)
    add("opinion_discipline", BOARD, "disciplines", pack.board.disciplines)
    add("board_disciplines", BOARD, "disciplines", pack.board.disciplines)
    for modality in pack.board.modalities:
        add(f"{modality.id}_rec", BOARD, "recommendations", pack.board.recommendations)
        add(f"{modality.id}_executed", BOARD, "execution", pack.board.execution)
    return expected
