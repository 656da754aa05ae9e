"""A table as people really export it, read row by row: with or without BOM, UTF-8 or cp1252, comma, semicolon, tab or bar."""

import codecs
import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from selnet.packs.api import Fault, delimiter_of

from .mapping_file import ImportFaults

CHUNK = 1 << 20
LONGEST = 20_000  # characters of one cell; the record takes no longer answer
WIDEST = 5_000  # columns
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
BEGINNINGS = {
    b"PK\x03\x04": "It is a workbook or an archive.",
    b"\xd0\xcf\x11\xe0": "It is an old Excel workbook.",
    b"\xff\xfe": "It is UTF-16 text.",
    b"\xfe\xff": "It is UTF-16 text.",
    b"%PDF": "It is a PDF.",
}
UNREADABLE = "\ufffd"  # what Python puts where a byte means nothing
SAVE_AS = "Save it as CSV in UTF-8, then import that file."


@dataclass(frozen=True)
class TableFile:
    """What the first look at the file found."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    sha256: str


@dataclass(frozen=True)
class RawRow:
    """`number` as a spreadsheet counts: the header is row 1. `fault`: the row cannot be read as one."""

    number: int
    cells: tuple[str, ...]
    fault: str = ""


def look_at(path: Path) -> TableFile:
    """Encoding, delimiter, header and fingerprint. Raises ImportFaults."""
    if not path.is_file():
        raise _refused(path, "there is no such file.", "Give the path of a CSV or TSV file.")
    with path.open("rb") as file:
        start = file.read(CHUNK)
    if not start.strip():
        raise _refused(path, "the file is empty.", "Export it again, with a header row.")
    for beginning, what in BEGINNINGS.items():
        if start.startswith(beginning):
            raise _refused(path, f"this is not a table in text. {what}", SAVE_AS)
    encoding, digest = _encoding(path)
    delimiter = delimiter_of(start.decode(encoding, errors="replace"), DELIMITERS)
    header = _header(path, encoding, delimiter)
    return TableFile(path, encoding, delimiter, header, digest)


def _encoding(path: Path) -> tuple[str, str]:
    """Reads the file once: is all of it UTF-8? And its fingerprint."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    digest = hashlib.sha256()
    utf8 = True
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if b"\x00" in chunk:
                raise _refused(path, "this is not text: it has zero bytes.", SAVE_AS)
            digest.update(chunk)
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                utf8 = False
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        utf8 = False
    return ("utf-8-sig" if utf8 else "cp1252"), digest.hexdigest()


def _header(path: Path, encoding: str, delimiter: str) -> tuple[str, ...]:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        try:
            header = tuple(cell.strip() for cell in next(csv.reader(file, delimiter=delimiter)))
        except csv.Error:
            raise _refused(path, "the header cannot be read.", "A quote is opened and not closed, or this is no table.") from None
    if len(header) == 1:
        names = ", ".join(DELIMITERS.values())
        raise _refused(path, "the header has one column only.", f"Separate the columns by one of: {names}.")
    if len(header) > WIDEST:
        raise _refused(path, f"the header has {len(header)} columns.", f"At most {WIDEST}; split the file.")
    return header


def rows_of(table: TableFile) -> Iterator[RawRow]:
    """The rows, one at a time; blank ones are passed over but counted."""
    with table.path.open(encoding=table.encoding, errors="replace", newline="") as file:
        reader = csv.reader(file, delimiter=table.delimiter)
        number = 0
        while True:
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield RawRow(number, (), "The row cannot be read: a quote is opened here and not closed.")
                return
            if number > 1 and any(cell.strip() for cell in cells):
                yield RawRow(number, tuple(cell.strip() for cell in cells), _wrong_shape(table, cells))


def _wrong_shape(table: TableFile, cells: list[str]) -> str:
    if len(cells) != len(table.header):
        return f"The row has {len(cells)} cells, the header {len(table.header)}: put cells that hold a delimiter in quotes."
    for name, cell in zip(table.header, cells, strict=True):
        if UNREADABLE in cell and table.encoding == "cp1252":
            return f"The cell of '{name}' holds a character that is neither UTF-8 nor cp1252. Save the file as UTF-8."
        if len(cell) > LONGEST:
            return f"The cell of '{name}' has {len(cell)} characters, at most {LONGEST}: is a quote not closed?"
    return ""


def _refused(path: Path, message: str, remedy: str) -> ImportFaults:
    return ImportFaults([Fault(path, 0, None, message, remedy)])
