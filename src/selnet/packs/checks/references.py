"""Identifiers once, sources that exist, and no clinical statement without one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from selnet.packs.assembling import BOARD, CASES, CONSENTS, FORMS, LANES, MANIFEST, SOURCES, WORDS, terms_file
from selnet.packs.drafting import Draft
from selnet.packs.faults import Fault, nearest
from selnet.packs.marks import Marked
from selnet.packs.pack import Pack
from selnet.packs.terms import VALUES, Term

Path_ = tuple[str | int, ...]


def check(pack: Pack, draft: Draft) -> Iterator[Fault]:
    for name, marked in draft.docs.items():
        yield from _ids(marked, (), marked.data)
        if draft.sound(SOURCES) and name not in {MANIFEST, SOURCES, FORMS, LANES, CONSENTS}:
            yield from _sources(marked, (), marked.data, pack)
    yield from _headline(pack, draft)
    yield from _quorum(pack, draft)
    yield from _terms(pack, draft)
    yield from _words(pack, draft)


def source_keys(text: str) -> list[str]:
    """One key or several, separated by blanks, commas or semicolons."""
    return [key for key in re.split(r"[\s,;]+", text) if key]


def _ids(marked: Marked, path: Path_, value: object) -> Iterator[Fault]:
    """In any list of things with an `id` (or `code`, `name`) every one is there once."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _ids(marked, (*path, key), child)
    if isinstance(value, list):
        yield from _repeated(marked, path, value)
        for index, child in enumerate(value):
            yield from _ids(marked, (*path, index), child)


def _repeated(marked: Marked, path: Path_, items: Sequence[object]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for index, item in enumerate(items):
        if not isinstance(item, dict):
            continue
        key = next((key for key in ("id", "code", "name", "discipline") if key in item), None)
        if key is None:
            continue
        name = str(item[key])
        here = (*path, index, key)
        if name in seen:
            yield marked.fault(here, f"'{name}' is given twice (first on line {seen[name]}).", "Rename or remove one.")
        seen.setdefault(name, marked.line(here))


def _sources(marked: Marked, path: Path_, value: object, pack: Pack) -> Iterator[Fault]:
    if isinstance(value, dict):
        if isinstance(value.get("source"), str):
            yield from _unknown_sources(marked, (*path, "source"), value["source"], pack)
        for key, child in value.items():
            yield from _sources(marked, (*path, key), child, pack)
    if isinstance(value, list):
        for index, child in enumerate(value):
            yield from _sources(marked, (*path, index), child, pack)


def _unknown_sources(marked: Marked, path: Path_, text: str, pack: Pack) -> Iterator[Fault]:
    if not source_keys(text) and len(path) == 1:
        yield marked.fault(path, "the source is empty.", "Name a key of sources.yaml.")
    for key in source_keys(text):
        if key not in pack.sources:
            yield marked.fault(path, f"the source '{key}' is not in sources.yaml.", nearest(key, tuple(pack.sources)))


def _headline(pack: Pack, draft: Draft) -> Iterator[Fault]:
    named = pack.manifest.headline.model_dump(exclude={"unsaid"}) if pack.manifest.headline else {}
    for key, value in named.items():
        for name in value if isinstance(value, tuple) else (value,):
            if name and name not in pack.fields:
                message = f"headline: there is no field '{name}' for the {key}."
                yield draft.docs[MANIFEST].fault(("headline", key), message, nearest(name, tuple(pack.fields)))


def _quorum(pack: Pack, draft: Draft) -> Iterator[Fault]:
    known = [discipline.id for discipline in pack.board.disciplines]
    for index, seat in enumerate(pack.board.quorum):
        here: Path_ = ("quorum", index, "discipline")
        if seat.discipline not in known:
            message = f"the discipline '{seat.discipline}' is not among the disciplines."
            yield draft.docs[BOARD].fault(here, message, nearest(seat.discipline, known))
        if not (seat.source or pack.board.source):
            yield draft.docs[BOARD].fault(here, "the quorum names no source.", "Add source:, a key of sources.yaml.")
    for index, item in enumerate(pack.cases.completeness):
        if not source_keys(item.source):
            yield draft.docs[CASES].fault(("completeness", index), f"'{item.id}' names no source.", "Add source:.")


def _terms(pack: Pack, draft: Draft) -> Iterator[Fault]:
    known = frozenset(pack.sources) if draft.sound(SOURCES) else None
    values = dict(VALUES)
    if "family" in pack.fields:  # the column and the question use the same codes
        values["family"] = frozenset(choice.code for choice in pack.fields["family"].choice_list)
    for name, terms in pack.terminologies().items():
        file, seen = draft.path(terms_file(name)), dict[str, int]()
        for term in terms:
            for message, remedy in (*_code(term, seen), *_row(term, known, values)):
                yield Fault(file, term.line, None, message, remedy)
            seen.setdefault(term.code, term.line)
    entities, file = {term.code for term in pack.entities}, draft.path(terms_file("molecular"))
    for term in pack.molecular:
        if term["entity"] not in entities:
            message = f"the entity '{term['entity']}' is not in {terms_file('entities')}."
            yield Fault(file, term.line, None, message, nearest(term["entity"], entities))


def _words(pack: Pack, draft: Draft) -> Iterator[Fault]:
    """Everyday words must belong to a term that exists."""
    known = {(name, term.code) for name, terms in pack.terminologies().items() for term in terms}
    for line, record in draft.sheets.get(WORDS, []):
        name, code = record.get("terminology", ""), record.get("code", "")
        if (name, code) not in known:
            message = f"there is no term '{code}' in '{name}'."
            yield Fault(draft.path(WORDS), line, None, message, nearest(code, {c for n, c in known if n == name}))


def _code(term: Term, seen: dict[str, int]) -> Iterator[tuple[str, str]]:
    if not term.code.strip(":"):
        yield "the row has no code.", "Give it a short, stable one."
    elif term.code in seen:
        yield f"the code '{term.code}' is given twice (first on line {seen[term.code]}).", "Rename or remove one."


def _row(term: Term, sources: frozenset[str] | None, values: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    if not source_keys(term.source):
        yield f"'{term.code}' names no source.", "Name a key of sources.yaml, or several."
    for key in source_keys(term.source):
        if sources is not None and key not in sources:
            yield f"the source '{key}' of '{term.code}' is not in sources.yaml.", nearest(key, sources)
    for column, allowed in values.items():
        if term[column] and term[column] not in allowed:
            yield f"{column} '{term[column]}' of '{term.code}' is not known.", nearest(term[column], allowed)
