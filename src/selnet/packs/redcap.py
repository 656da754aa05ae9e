"""REDCap's data dictionary: 18 columns, and what real exports do to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from selnet.packs.csvfile import Sheet, read_csv
from selnet.packs.faults import Fault

HEADERS: Mapping[str, str] = {
    "field_name": "Variable / Field Name",
    "form_name": "Form Name",
    "section_header": "Section Header",
    "field_type": "Field Type",
    "field_label": "Field Label",
    "choices": "Choices, Calculations, OR Slider Labels",
    "field_note": "Field Note",
    "validation": "Text Validation Type OR Show Slider Number",
    "min": "Text Validation Min",
    "max": "Text Validation Max",
    "identifier": "Identifier?",
    "branching": "Branching Logic (Show field only if...)",
    "required": "Required Field?",
    "alignment": "Custom Alignment",
    "question_number": "Question Number (surveys only)",
    "matrix_group": "Matrix Group Name",
    "matrix_ranking": "Matrix Ranking?",
    "annotation": "Field Annotation",
}
COLUMNS = tuple(HEADERS)
# REDCap's API, its older releases and its friends spell the same columns differently.
_ALIASES: Mapping[str, str] = {
    "select_choices_or_calculations": "choices",
    "choices_or_calculations": "choices",
    "choices_calculations_or_slider_labels": "choices",
    "choices_or_calculations_or_slider_labels": "choices",
    "text_validation_type_or_show_slider_number": "validation",
    "text_validation_type": "validation",
    "text_validation_min": "min",
    "text_validation_max": "max",
    "branching_logic": "branching",
    "branching_logic_show_field_only_if": "branching",
    "required_field": "required",
    "custom_alignment": "alignment",
    "question_number_surveys_only": "question_number",
    "matrix_group_name": "matrix_group",
    "matrix_group_ranking": "matrix_ranking",
    "field_annotation": "annotation",
    "variable_field_name": "field_name",
}
_BLANK_IN_R = "NA"  # R writes NA where REDCap leaves a cell empty


@dataclass(frozen=True)
class RedcapRow:
    """One field as it stood in the file."""

    line: int
    cells: Mapping[str, str]
    extra: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class RedcapSheet:
    """A dictionary's rows, how they were read, and what was odd about them."""

    file: Path
    encoding: str
    delimiter: str
    mapping: str  # "header" or "position"
    rows: tuple[RedcapRow, ...]
    notices: tuple[Fault, ...]


def read_redcap(file: Path) -> RedcapSheet:
    sheet = read_csv(file)
    names, mapping = _columns(sheet.header)
    blank_is_na = _written_by_r(sheet)
    rows = tuple(_row(line, names, cells, blank_is_na) for line, cells in zip(sheet.lines, sheet.rows, strict=True))
    notices = (*_notices(sheet, names, mapping), *_too_wide(sheet))
    return RedcapSheet(file, sheet.encoding, sheet.delimiter, mapping, rows, notices)


def _columns(header: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Known column names by header; when the header says nothing, by REDCap's order."""
    named = tuple(_known(cell) or cell for cell in header)
    if {"field_name", "form_name", "field_type"} <= set(named):
        return named, "header"
    return (*COLUMNS[: len(header)], *header[len(COLUMNS) :]), "position"


def _known(cell: str) -> str | None:
    slug = re.sub(r"[^a-z0-9]+", "_", cell.lower()).strip("_")
    if slug in COLUMNS:
        return slug
    return _ALIASES.get(slug)


def _written_by_r(sheet: Sheet) -> bool:
    cells = Counter(cell.strip() for row in sheet.rows for cell in row[5:])
    return cells[_BLANK_IN_R] > 0 and cells[""] == 0


def _row(line: int, names: tuple[str, ...], cells: tuple[str, ...], blank_is_na: bool) -> RedcapRow:
    known: dict[str, str] = {}
    extra: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=False):
        text = "" if blank_is_na and cell.strip() == _BLANK_IN_R else cell.strip()
        if name in HEADERS:
            known[name] = text
        elif text:
            extra[name] = text
    return RedcapRow(line, known, extra)


def _notices(sheet: Sheet, names: tuple[str, ...], mapping: str) -> list[Fault]:
    notices: list[Fault] = []

    def add(message: str, remedy: str) -> None:
        notices.append(Fault(sheet.file, 1, None, message, remedy))

    if sheet.encoding != "utf-8":
        add(f"read as {sheet.encoding}.", "Check the accents, and save the file as UTF-8.")
    if sheet.delimiter != ",":
        add(f"columns are separated by {sheet.delimiter!r}.", "Nothing to do; REDCap itself writes commas.")
    if mapping == "position":
        add("the header names no REDCap column; columns were taken by position.", "Use REDCap's own headers.")
    if absent := [HEADERS[name] for name in COLUMNS if name not in names]:
        add(f"columns absent: {', '.join(absent)}.", "They read as blank.")
    if others := [name for name in names if name not in HEADERS]:
        add(f"columns REDCap does not know: {', '.join(others)}.", "They are kept beside each field.")
    return notices


def _too_wide(sheet: Sheet) -> list[Fault]:
    width = len(sheet.header)
    return [
        Fault(sheet.file, line, None, f"{len(cells)} cells, the header has {width}.", "Quote cells with commas.")
        for line, cells in zip(sheet.lines, sheet.rows, strict=True)
        if len(cells) > width
    ]
