"""From a REDCap row to a Field, with the label files of each language laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from selnet.packs.annotations import parse_tags
from selnet.packs.choices import parse_choices
from selnet.packs.fields import YES_NO, Choice, Field
from selnet.packs.redcap import RedcapRow
from selnet.packs.texts import EMPTY, FALLBACK, Text


@dataclass(frozen=True)
class LabelRow:
    """A field's texts in one more language, and where they stand."""

    line: int
    section: str
    label: str
    choices: Mapping[str, str]
    note: str


LabelRows = Mapping[str, Mapping[str, LabelRow]]  # language -> field -> texts
LABEL_COLUMNS = ("field_name", "section_header", "field_label", "choices", "field_note")


def build_field(row: RedcapRow, labels: LabelRows, *, repeating: bool = False) -> Field:
    name, kind = row["field_name"], row["field_type"].lower()
    mine = {language: rows[name] for language, rows in labels.items() if name in rows}
    return Field(
        name=name,
        form=row["form_name"],
        type=kind,
        line=row.line,
        repeating=repeating,
        label_text=_text(row["field_label"], {lang: text.label for lang, text in mine.items()}),
        section_text=_text(row["section_header"], {lang: text.section for lang, text in mine.items()}),
        note_text=_text(row["field_note"], {lang: text.note for lang, text in mine.items()}),
        choice_list=_choices(kind, row["choices"], mine),
        validation=row["validation"],
        min=row["min"],
        max=row["max"],
        identifier=row["identifier"].lower() == "y",
        branching_text=row["branching"],
        calc_text=_calculation(row, kind),
        required=row["required"].lower() == "y",
        alignment=row["alignment"],
        question_number=row["question_number"],
        matrix_group=row["matrix_group"],
        matrix_ranking=row["matrix_ranking"].lower() == "y",
        annotation=row["annotation"],
        slider_labels=tuple(part.strip() for part in row["choices"].split("|")) if kind == "slider" else (),
        extra=row.extra,
    )


def _text(english: str, others: Mapping[str, str]) -> Text:
    if not english and not any(others.values()):
        return EMPTY
    return Text.model_construct({FALLBACK: english, **{lang: text for lang, text in others.items() if text}})


def _choices(kind: str, cell: str, mine: Mapping[str, LabelRow]) -> tuple[Choice, ...]:
    """Yes/no fields have REDCap's fixed codes; their words are translated like any others."""
    pairs = list(YES_NO[kind].items()) if kind in YES_NO else []
    if kind in {"radio", "dropdown", "checkbox"}:
        pairs = parse_choices(cell)
    return tuple(
        Choice(code, _text(label, {lang: rows.choices.get(code, "") for lang, rows in mine.items()})) for code, label in pairs
    )


def _calculation(row: RedcapRow, kind: str) -> str:
    if kind == "calc":
        return row["choices"]
    if "@CALC" not in row["annotation"]:
        return ""
    tags = parse_tags(row["annotation"])
    return tags.get("CALCTEXT") or tags.get("CALCDATE", "")
