"""CSV as people really export it: with or without BOM, UTF-8 or cp1252, comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

csv.field_size_limit(10_000_000)  # one choice list of a real dictionary is longer than Python's default allows


@dataclass(frozen=True)
class Sheet:
    """A CSV file: header, rows, and the file line on which each row starts."""

    file: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Line and cells by column name; a short row reads as blank cells."""
        for line, row in zip(self.lines, self.rows, strict=True):
            padded = (*row, *("",) * (len(self.header) - len(row)))
            yield line, {name: cell.strip() for name, cell in zip(self.header, padded, strict=False)}


def read_csv(file: Path) -> Sheet:
    text, encoding = _decode(file.read_bytes())
    delimiter = delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    start = 1
    for cells in reader:
        if not header:
            header = tuple(cell.strip() for cell in cells)
        elif any(cell.strip() for cell in cells):
            rows.append(tuple(cells))
            lines.append(start)
        start = reader.line_num + 1
    return Sheet(file, encoding, delimiter, header, tuple(rows), tuple(lines))


def _decode(raw: bytes) -> tuple[str, str]:
    try:
        return raw.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        # cp1252 leaves five bytes undefined; they must not stop a whole dictionary from being read.
        return raw.decode("cp1252", errors="replace"), "cp1252"


def delimiter_of(text: str, among: Iterable[str] = ",;\t") -> str:
    """The separator that the header line uses most, outside quotes."""
    counts = dict.fromkeys(among, 0)
    quoted = False
    for char in text:
        if char == '"':
            quoted = not quoted
        elif not quoted and char in "\r\n":
            break
        elif not quoted and char in counts:
            counts[char] += 1
    return max(counts, key=lambda char: counts[char])
