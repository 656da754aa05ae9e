"""A PDF is opened to prove that it is one, and that it only shows pages: nothing that runs, nothing inside it."""

import re
from collections.abc import Iterator
from typing import IO, Final

from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

from selnet.access.api import UserError

from .sniffing import PDF, cut_off, has_markup, two_in_one

TAIL: Final = 2048
MOST_OBJECTS: Final = 300_000
_RUNS: Final = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/Movie", "/Sound"})
_RUNS_BY_KEY: Final = frozenset({"/JS", "/JavaScript", "/RichMediaContent", "/XFA"})
_CARRIES: Final = frozenset({"/EmbeddedFiles", "/EF"})
# Also in objects that no table of contents names, for forgiving viewers find those too.
_RAW: Final = re.compile(rb"/(?:JavaScript|Launch|RichMedia)\b")
_ESCAPE: Final = re.compile(rb"#([0-9a-fA-F]{2})")
# What a library may raise on bytes that somebody made up.
BROKEN: Final = (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, OSError, RecursionError,
                 OverflowError, AssertionError)  # fmt: skip


def prove_pdf(file: IO[bytes], size: int) -> None:
    _ends_where_it_says(file, size)
    _nothing_hidden(file)
    file.seek(0)
    try:
        reader = PdfReader(file, strict=False)
        encrypted, pages = reader.is_encrypted, 0 if reader.is_encrypted else len(reader.pages)
    except BROKEN as error:
        raise UserError(cut_off(PDF)) from error
    if encrypted:
        raise UserError(_("This PDF is protected by a password. Save it without protection, then add it."))
    if not pages:
        raise UserError(cut_off(PDF))
    _only_shows(reader)


def _ends_where_it_says(file: IO[bytes], size: int) -> None:
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    body, mark, after = tail.rpartition(b"%%EOF")
    if not mark or b"startxref" not in body:
        raise UserError(cut_off(PDF))
    if after.strip(b"\r\n\t \0"):
        raise UserError(two_in_one())


def _nothing_hidden(file: IO[bytes]) -> None:
    file.seek(0)
    content = file.read()
    if has_markup(content[:1024]):
        raise UserError(two_in_one())
    if _RAW.search(_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), content)):
        raise UserError(_runs())


def _only_shows(reader: PdfReader) -> None:
    try:
        for item in _dictionaries(reader):
            keys = set(item)
            if keys & _RUNS_BY_KEY or item.get("/S") in _RUNS:
                raise UserError(_runs())
            if keys & _CARRIES or item.get("/Type") == "/EmbeddedFile":
                raise UserError(_carries())
    except BROKEN as error:
        raise UserError(cut_off(PDF)) from error


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file: those that the tables name, and those inside them."""
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    if len(numbers) > MOST_OBJECTS:
        raise ValueError("more objects than a document has")
    for number in sorted(numbers):
        yield from _within(reader.get_object(number))
    yield from _within(reader.trailer)


def _within(item: PdfObject | None) -> Iterator[DictionaryObject]:
    waiting: list[object] = [item]
    while waiting:
        here = waiting.pop()
        if isinstance(here, DictionaryObject):
            yield here
            waiting += [here.raw_get(key) for key in here]
        elif isinstance(here, ArrayObject):
            waiting += list(here)


def _carries() -> str:
    return _("This PDF carries other files inside it. Print it to a new PDF and add the files one by one.")


def _runs() -> str:
    return _("This PDF contains a script or starts other programs. Print it to a new PDF and add that.")
