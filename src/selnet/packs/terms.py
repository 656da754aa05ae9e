"""Terminologies: codes with names in every language, found by name, by ICD-O code or by the code of an old registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from selnet.packs.searching import Searchable, rank, searchable
from selnet.packs.texts import FALLBACK, Text, fold

# Columns of each terminology beside names, `verified`, `source` and `note`. The first ones make the code.
CODE_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "entities": ("code",),
    "topography": ("code",),
    "drugs": ("code",),
    "molecular": ("entity", "test"),
}
ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "entities": ("icdo", "group", "family", "old_codes", "grading"),
    "topography": ("site_group",),
    "drugs": ("atc", "class"),
    "molecular": ("gene_or_fusion", "level"),
}
VALUES: Mapping[str, frozenset[str]] = {
    "level": frozenset({"required", "when_doubtful", "supportive"}),
    "verified": frozenset({"true", "false"}),
}


@dataclass(frozen=True)
class Term:
    """One entry of a terminology."""

    code: str
    name: Text
    verified: bool
    source: str
    note: str
    line: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)  # by language: abbreviations and everyday words for it

    def label(self, language: str) -> str:
        return self.name.in_(language)

    def __getitem__(self, attribute: str) -> str:
        """An attribute of its kind: icdo, group, family, grading, atc, class, site_group, entity, test, level ..."""
        return self.attributes.get(attribute, "")

    @cached_property
    def other_codes(self) -> tuple[str, ...]:
        return tuple(code for code in (self["icdo"], self["atc"], *self["old_codes"].split()) if code)


@dataclass(frozen=True)
class Terminology:
    """All terms of one kind, in the order of the file."""

    name: str
    terms: tuple[Term, ...] = ()

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def get(self, code: str) -> Term | None:
        """The term with this code; else the first with this ICD-O, ATC or old code."""
        return next(iter(self.matches(code)), None)

    def matches(self, code: str) -> list[Term]:
        """Every term that this code may mean: its own code wins, then current codes, then old ones."""
        wanted = code.strip().casefold()
        own = self._by_code.get(wanted)
        return [own] if own else list(self._by_other.get(wanted, ()))

    def search(self, text: str, lang: str = FALLBACK, limit: int = 20) -> list[Term]:
        """Terms whose name, code or listed words (in this language or English) hold every word of `text`, best first."""
        wanted = fold(text).split()
        if not wanted:
            return []
        ranked = sorted((found, index) for index, term in enumerate(self._searchable) if (found := rank(term, lang, wanted)))
        return [self.terms[index] for _, index in ranked[:limit]]

    @cached_property
    def _by_code(self) -> dict[str, Term]:
        return {term.code.casefold(): term for term in self.terms}

    @cached_property
    def _by_other(self) -> dict[str, list[Term]]:
        found: dict[str, list[Term]] = {}
        for current in (True, False):
            for term in self.terms:
                codes = (term["icdo"], term["atc"]) if current else tuple(term["old_codes"].split())
                for code in codes:
                    if code and term not in (known := found.setdefault(code.casefold(), [])):
                        known.append(term)
        return found

    @cached_property
    def _searchable(self) -> list[Searchable]:
        return [
            searchable(term.name.root, term.words, (term.code, *term.other_codes, term["gene_or_fusion"])) for term in self.terms
        ]


Words = Mapping[str, Mapping[str, str]]  # code -> language -> what people type for it


def build_terms(
    name: str, records: Iterable[tuple[int, Mapping[str, str]]], languages: Sequence[str], words: Words
) -> Terminology:
    keep = (*CODE_COLUMNS[name], *ATTRIBUTES[name])
    return Terminology(
        name,
        tuple(
            Term(
                code=":".join(record.get(column, "") for column in CODE_COLUMNS[name]),
                name=Text.model_construct({lang: record.get(f"name_{lang}", "") for lang in languages}),
                verified=record.get("verified", "") == "true",
                source=record.get("source", ""),
                note=record.get("note", ""),
                line=line,
                words=words.get(":".join(record.get(column, "") for column in CODE_COLUMNS[name]), {}),
                attributes={column: record.get(column, "") for column in keep},
            )
            for line, record in records
        ),
    )
