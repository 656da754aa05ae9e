"""From a folder to a Pack: every file read, every field built, nothing yet compared with anything else."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import TypeAdapter

from selnet.packs.building import LABEL_COLUMNS, LabelRow, build_field
from selnet.packs.choices import parse_choices
from selnet.packs.drafting import Draft, Records
from selnet.packs.fields import Field, Form
from selnet.packs.pack import Pack
from selnet.packs.redcap import HEADERS, read_redcap
from selnet.packs.schema import FormSpec, Lane, Manifest, Source
from selnet.packs.schema_care import BoardContent, CaseContent, ConsentContent
from selnet.packs.schema_tables import TableSpec
from selnet.packs.tables import Table
from selnet.packs.terms import ATTRIBUTES, CODE_COLUMNS, Terminology, build_terms
from selnet.packs.texts import FALLBACK

MANIFEST, SOURCES, LANES = "pack.yaml", "sources.yaml", "lanes.yaml"
FORMS, DICTIONARY = "dictionary/forms.yaml", "dictionary/dictionary.csv"
WORDS = "terminology/words.csv"
MAPPINGS = "mappings/"  # how other files map to this pack; read by interop when such a file comes
CASES, BOARD, CONSENTS = "cases.yaml", "board.yaml", "consents.yaml"

_MANIFEST = TypeAdapter(Manifest)
_SOURCES = TypeAdapter(dict[str, Source])
_LANES = TypeAdapter(tuple[Lane, ...])
_FORMS = TypeAdapter(tuple[FormSpec, ...])
_CASES, _BOARD, _CONSENTS = TypeAdapter(CaseContent), TypeAdapter(BoardContent), TypeAdapter(ConsentContent)
_TABLE = TypeAdapter(TableSpec)


def assemble(draft: Draft) -> Pack | None:
    """The pack; None when its manifest cannot be read (the draft says why)."""
    manifest = draft.yaml(MANIFEST, _MANIFEST)
    if manifest is None:
        return None
    specs = draft.yaml(FORMS, _FORMS) or ()
    fields = _fields(draft, manifest.languages, specs)
    sources = draft.yaml(SOURCES, _SOURCES)
    words = draft.csv(WORDS, ("terminology", "code", *manifest.languages), required=False)
    pack = Pack(
        root=draft.root,
        manifest=manifest,
        forms={spec.id: Form(spec, tuple(f for f in fields.values() if f.form == spec.id)) for spec in specs},
        fields=fields,
        lanes=draft.yaml(LANES, _LANES) or (),
        tables=_tables(draft),
        cases=draft.yaml(CASES, _CASES, required=False) or CaseContent(),
        board=draft.yaml(BOARD, _BOARD, required=False) or BoardContent(),
        consents=draft.yaml(CONSENTS, _CONSENTS, required=False) or ConsentContent(),
        sources=sources or {},
        **{name: _terms(draft, name, manifest.languages, words) for name in CODE_COLUMNS},
    )
    _strangers(draft)
    return pack


def label_file(language: str) -> str:
    return f"dictionary/labels.{language}.csv"


def terms_file(name: str) -> str:
    return f"terminology/{name}.csv"


def _fields(draft: Draft, languages: tuple[str, ...], specs: tuple[FormSpec, ...]) -> Mapping[str, Field]:
    labels = {language: _labels(draft, language) for language in languages if language != FALLBACK}
    draft.labels = labels
    if not draft.csv(DICTIONARY, tuple(HEADERS.values())):
        return {}
    draft.dictionary = read_redcap(draft.path(DICTIONARY))
    repeating = {spec.id for spec in specs if spec.repeating}
    fields: dict[str, Field] = {}
    for row in draft.dictionary.rows:
        built = build_field(row, labels, repeating=row["form_name"] in repeating)
        if built.name in fields:
            message = f"the field '{built.name}' is defined twice (first on line {fields[built.name].line})."
            draft.note(DICTIONARY, row.line, message, "Give one of them another name.")
        fields.setdefault(built.name, built)
    return fields


def _labels(draft: Draft, language: str) -> Mapping[str, LabelRow]:
    rows: dict[str, LabelRow] = {}
    for line, record in draft.csv(label_file(language), LABEL_COLUMNS):
        name = record.get("field_name", "")
        if name in rows:
            draft.note(label_file(language), line, f"the field '{name}' is labelled twice.", "Keep one of the rows.")
        rows[name] = LabelRow(
            line=line,
            section=record.get("section_header", ""),
            label=record.get("field_label", ""),
            choices=dict(parse_choices(record.get("choices", ""))),
            note=record.get("field_note", ""),
        )
    return rows


def _terms(draft: Draft, name: str, languages: tuple[str, ...], words: Records) -> Terminology:
    typed = {record["code"]: {lang: record[lang] for lang in languages} for _, record in words if record["terminology"] == name}
    names = tuple(f"name_{language}" for language in languages)
    columns = (*CODE_COLUMNS[name], *names, *ATTRIBUTES[name], "verified", "source", "note")
    required = tuple(column for column in columns if column != "note" or _has_note(draft, name))
    return build_terms(name, draft.csv(terms_file(name), required, required=False), languages, typed)


def _has_note(draft: Draft, name: str) -> bool:
    """`note` is the one column a terminology may leave out."""
    path = draft.path(terms_file(name))
    return path.is_file() and "note" in path.read_text(encoding="utf-8", errors="replace").split("\n", 1)[0]


def _tables(draft: Draft) -> Mapping[str, Table]:
    tables: dict[str, Table] = {}
    for path in sorted(draft.path("tables").glob("*.yaml")):
        name = f"tables/{path.name}"
        spec = draft.yaml(name, _TABLE)
        if spec is None:
            continue
        if spec.id in tables:
            draft.faults.append(draft.docs[name].fault(("id",), f"the table '{spec.id}' exists twice.", "Rename one."))
        tables[spec.id] = Table(spec)
    return tables


def _strangers(draft: Draft) -> None:
    """A misspelt file name would otherwise be silently left out."""
    for path in sorted(draft.root.rglob("*")):
        name = str(path.relative_to(draft.root))
        if path.suffix in {".yaml", ".yml", ".csv"} and path not in draft.opened and not name.startswith(MAPPINGS):
            draft.note(name, 0, "no part of a pack has this name.", "Rename or remove it; see docs/PACKS.md.")
