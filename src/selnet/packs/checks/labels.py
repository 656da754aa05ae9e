"""Every text in every language of the pack, and no text for what does not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from selnet.packs.assembling import DICTIONARY, label_file, terms_file
from selnet.packs.building import LabelRow
from selnet.packs.drafting import Draft
from selnet.packs.faults import Fault, nearest
from selnet.packs.fields import Field
from selnet.packs.marks import Marked
from selnet.packs.pack import Pack
from selnet.packs.texts import FALLBACK


def check(pack: Pack, draft: Draft) -> Iterator[Fault]:
    for language, rows in draft.labels.items():
        if label_file(language) in draft.sheets:
            yield from _language(pack, draft, language, rows)
    for name, terms in pack.terminologies().items():
        for term in terms:
            for language in pack.languages:
                if not term.name.has(language):
                    message = f"'{term.code}' has no name_{language}."
                    yield Fault(draft.path(terms_file(name)), term.line, None, message, "Write it.")
    for marked in draft.docs.values():
        yield from _texts(marked, pack.languages)


def _language(pack: Pack, draft: Draft, language: str, rows: Mapping[str, LabelRow]) -> Iterator[Fault]:
    file = draft.path(label_file(language))
    for name, row in rows.items():
        if name not in pack.fields:
            message = f"the field '{name}' is not in {DICTIONARY}."
            yield Fault(file, row.line, None, message, nearest(name, tuple(pack.fields)))
            continue
        for message, remedy in _differences(pack.fields[name], row):
            yield Fault(file, row.line, None, message, remedy)
    for field in pack.fields.values():
        if field.name not in rows:
            message = f"the field '{field.name}' has no row (dictionary line {field.line})."
            yield Fault(file, 0, None, message, "Add its texts in this language.")


def _differences(field: Field, row: LabelRow) -> Iterator[tuple[str, str]]:
    """English is the measure: what it says must be said, what it leaves out must be left out."""
    pairs = ((field.label_text, row.label, "label"), (field.section_text, row.section, "section header"))
    for english, text, kind in (*pairs, (field.note_text, row.note, "note")):
        if english.has(FALLBACK) and not text:
            yield f"'{field.name}' has no {kind}.", "Translate it."
        if text and not english.has(FALLBACK):
            yield f"'{field.name}' has a {kind} that the English lacks.", "Add the English, or remove this one."
    codes = {choice.code for choice in field.choice_list}
    if missing := sorted(codes - row.choices.keys()):
        yield f"'{field.name}' lacks the choices {', '.join(missing)}.", "Translate them, with the same codes."
    if strange := sorted(row.choices.keys() - codes):
        yield f"'{field.name}' has choices that do not exist: {', '.join(strange)}.", nearest(strange[0], codes)


def _texts(marked: Marked, languages: tuple[str, ...]) -> Iterator[Fault]:
    """A mapping of language codes is a text wherever it stands."""
    for path, value in _walk(marked.data, ()):
        if not isinstance(value, dict) or not set(value) & set(languages):
            continue
        for language in languages:
            if not str(value.get(language) or "").strip():
                message = f"'{path[-1] if path else ''}' has no text in '{language}'."
                yield marked.fault(path, message, f"Add {language}: with the translation.")
        for language in value:
            if language not in languages:
                message = f"'{language}' is no language of this pack."
                yield marked.fault((*path, language), message, nearest(language, languages))


def _walk(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], object]]:
    yield path, value
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from _walk(child, (*path, key))
