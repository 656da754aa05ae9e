"""Finding a term by what a clinician types: part of its name, a code, an abbreviation, or the everyday word for the place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from selnet.packs.texts import FALLBACK, fold


@dataclass(frozen=True)
class Searchable:
    """A term's folded texts."""

    names: Mapping[str, str]
    words: Mapping[str, str]  # what people type that is not in the name
    codes: frozenset[str]


def searchable(names: Mapping[str, str], words: Mapping[str, str], codes: Iterable[str]) -> Searchable:
    return Searchable(
        {language: fold(name) for language, name in names.items()},
        {language: fold(text) for language, text in words.items()},
        frozenset(fold(code) for code in codes if code),
    )


def rank(term: Searchable, language: str, wanted: list[str]) -> int:
    """0: no match; 1: the whole name, code or word; 2: the name begins so; 3: words begin so; 4: somewhere inside."""
    name, english = _in(term.names, language), term.names.get(FALLBACK, "")
    typed = f"{_in(term.words, language)} {term.words.get(FALLBACK, '')}"
    whole = " ".join(wanted)
    if whole in (name, english) or whole in term.codes or whole in typed.split():
        return 1
    if name.startswith(whole):
        return 2
    haystack = " ".join((name, english, typed, *term.codes)).replace("-", " ").replace("(", " ")
    if all(f" {word}" in f" {haystack}" for word in wanted):
        return 3
    return 4 if all(word in haystack for word in wanted) else 0


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language.lower().split("-")[0], texts.get(FALLBACK, ""))
