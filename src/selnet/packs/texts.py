"""Texts in several languages, and the folding that makes a search blind to accents."""

from __future__ import annotations

import unicodedata

from pydantic import ConfigDict, RootModel

FALLBACK = "en"


class Text(RootModel[dict[str, str]]):
    """One text, by language code. English is the language every pack is written in first."""

    model_config = ConfigDict(frozen=True)

    def in_(self, language: str) -> str:
        """The text in this language ('pt-br' reads 'pt'), else in English, else ''."""
        for code in (language.lower(), language.lower().split("-")[0].split("_")[0], FALLBACK):
            if self.root.get(code):
                return self.root[code]
        return ""

    def has(self, language: str) -> bool:
        return bool(self.root.get(language, "").strip())

    def __str__(self) -> str:
        return self.in_(FALLBACK)


EMPTY = Text({})


def fold(text: str) -> str:
    """Lower case without accents: 'Óseo' and 'oseo' become the same."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
