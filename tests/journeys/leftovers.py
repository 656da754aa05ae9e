"""English that stands on a page of another language: found by the catalogue's messages and the pack's labels."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

import messages
from selnet.packs.api import Pack, load

PACK = messages.ROOT / "packs/sarcoma"
SPOKEN = ("title", "alt", "placeholder", "aria-label", "data-confirm", "data-label")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|<[^>]+>")
SILENT = {"script", "style"}
OWN_NAMES = {"English"}  # a language is named in itself


class _Words(HTMLParser):
    """Every text and every spoken attribute of a page, each with blanks made single."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.texts: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self._inside.append(tag) if tag in SILENT else None
        if tag == "a" and found.get("href"):
            self.links.append(str(found["href"]))
        for name in SPOKEN:
            if found.get(name):
                self._add(str(found[name]))

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self._add(data)

    def _add(self, text: str) -> None:
        if said := " ".join(text.split()):
            self.texts.append(said)


def read(html: str) -> tuple[list[str], list[str]]:
    """The links and the texts of a page."""
    words = _Words()
    words.feed(html)
    return words.links, words.texts


def english_in(texts: list[str], language: str) -> list[str]:
    """Whole texts that are an English message, and texts that hold a long piece of one."""
    whole, pieces = english(language)
    return [text for text in texts if text in whole or any(piece in text for piece in pieces)]


@cache
def english(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    whole, pieces = set[str](), set[str]()
    for said, meant in [*_messages(language), *_pack_texts(load(PACK), language)]:
        said = " ".join(said.split())
        if said == meant or len(said) < 3:
            continue
        if not PLACEHOLDER.search(said):
            whole.add(said)
        pieces |= {piece for piece in _long_pieces(said) if piece not in meant}
    meanings = {" ".join(meant.split()) for _, meant in _messages(language)}
    return frozenset(whole - meanings - OWN_NAMES), tuple(pieces)


def _messages(language: str) -> Iterator[tuple[str, str]]:
    for message in messages.read(language):
        said = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        meant = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        yield from ((str(one), str(meant[-1])) for one in said if one)


def _long_pieces(said: str) -> Iterator[str]:
    for piece in PLACEHOLDER.split(said):
        if len(piece.split()) >= 4:
            yield piece.strip()


def _pack_texts(pack: Pack, language: str) -> Iterator[tuple[str, str]]:
    for field in pack.fields.values():
        yield field.label("en"), field.label(language)
    for form in pack.forms.values():
        yield form.title.in_("en"), form.title.in_(language)
