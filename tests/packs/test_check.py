"""Every fault is found, once, at its file and line, in words that say what to do."""

from pathlib import Path
from shutil import copytree

import pytest

from packs.broken import GOOD, changed, line_of, only_fault
from selnet.packs.api import Fault, PackError, check, format_fault, load

DICTIONARY, LABELS, FORMS = "dictionary/dictionary.csv", "dictionary/labels.es.csv", "dictionary/forms.yaml"
ENTITIES, SIZE, POINTS = "terminology/entities.csv", "tables/size.yaml", "tables/points.yaml"

# file, old text, new text, a text on the faulty line (of the good pack), what the message must say, what the remedy must say
CASES = [
    # --- the shape of a YAML file
    ("pack.yaml", "licence: Apache-2.0", "license: Apache-2.0", "licence", "unknown key 'license'", "'licence'"),
    ("pack.yaml", "version: 1.2.3", "version: 1.2", "version", "version: ", "1.2"),
    ("pack.yaml", "languages: [en, es]", "languages: []", "languages", "languages: ", "[]"),
    ("sources.yaml", "  citation: An atlas\n", "", "ATLAS:", "the key 'citation' is missing", "docs/PACKS.md"),
    (FORMS, "marker: square", "marker: sqare", "marker: square", "1.marker: ", "'sqare'"),
    (FORMS, "lane: visits", "lane: vists", "lane: visits", "the lane 'vists' is not in lanes.yaml", "'visits'"),
    (FORMS, "date: lump_date", "date: lump_day", "date: lump_date", "no field 'lump_day'", "'lump_date'"),
    (FORMS, "[lump_size, ", "[lump_sise, ", "[lump_size", "no field 'lump_sise'", "'lump_size'"),
    ("lanes.yaml", "- id: visits", "- id: [visits", "title", "not valid YAML", "syntax"),
    ("lanes.yaml", "title: {en: Visits, es: Visitas}", "title: {en: Visits}", "title", "no text in 'es'", "Add es"),
    ("lanes.yaml", "es: Visitas}", "es: Visitas, fr: Visites}", "title", "'fr' is no language", "Known here: en, es"),
    ("cases.yaml", "id: again", "id: first", "id: again", "'first' is given twice", "Rename"),
    ("cases.yaml", ", proposal: true", "", "id: soon", "hours need a `source`", "Found"),
    ("cases.yaml", "source: GUIDE", "source: GIUDE", "source: GUIDE", "the source 'GIUDE' is not in", "'GUIDE'"),
    ("board.yaml", "{discipline: surgery", "{discipline: surgry", "{discipline", "discipline 'surgry'", "'surgery'"),
    # --- the dictionary
    (DICTIONARY, "lump_date,lump,", "lump_date,lumb,", "lump_date", "the form 'lumb' is not in", "'lump'"),
    (DICTIONARY, "lump_deep,lump,,yesno", "lump_deep,lump,,yesnt", "lump_deep", "field type 'yesnt'", "'yesno'"),
    (DICTIONARY, "birth_year,person", "sex,person", "birth_year", "the field 'sex' is defined twice (first on line 2)", ""),
    (DICTIONARY, "weeks, Weeks | months", "weeks | months", "lump_speed", "'weeks' of 'lump_speed' has no code", "code, L"),
    (DICTIONARY, "growth, Growing", "pain, Growing", "lump_signs", "the choice code 'pain' of 'lump_signs' is given", ""),
    (DICTIONARY, "weeks, Weeks", "1, Weeks", "lump_speed", "'1' of 'lump_speed' is not a word", "lower-case words"),
    (DICTIONARY, "integer,1900", "integer,early", "birth_year", "the limit 'early' of 'birth_year'", "Limits are"),
    (DICTIONARY, "@TERMS=entities", "@TERMS=entitys", "lump_type", "the terminology 'entitys'", "'entities'"),
    (DICTIONARY, "@NOMISSING", "@NOMISING", "lump_date", "the unknown action tag @NOMISING", "spelling"),
    # --- branching and calculation
    (DICTIONARY, "(growth)] = '1'", "(growht)] = '1'", "lump_speed", "growht", "Correct"),
    (DICTIONARY, "[lump_signs(", "[lump_sings(", "lump_speed", "no field [lump_sings]; did you mean lump_signs?", ""),
    (DICTIONARY, "(growth)] = '1'", "(growth)] = ", "lump_speed", "branching logic of 'lump_speed', character", ""),
    (DICTIONARY, "[lump_signs(growth)] = '1'", "[lump_size] * 2", "lump_speed", "is a number, not a yes or no", "Compare"),
    (DICTIONARY, "round([lump_size]", "round([lump_sise]", "lump_cm", "calculation of 'lump_cm', character 7:", ""),
    # --- labels
    (LABELS, "lump_size,,Tamaño mayor", "lump_size,,", "lump_size", "'lump_size' has no label", "Translate"),
    (LABELS, "pain, Dolor | growth", "pain, Dolor | growing", "lump_signs", "lacks the choices growth", "same codes"),
    (LABELS, "lump_cm,,", "lump_mm,,", "lump_cm", "the field 'lump_mm' is not in", "'lump_cm'"),
    (LABELS, "sex,Quién", "sex,", "sex", "'sex' has no section header", "Translate"),
    (LABELS, "lump_date,,Fecha,,", "lump_date,,Fecha,,mm", "lump_date", "has a note that the English lacks", "Add"),
    # --- terminologies
    (ENTITIES, "true,ATLAS,", "true,ATLSA,", "ewing", "the source 'ATLSA' of 'ewing'", "'ATLAS'"),
    (ENTITIES, "false,ATLAS,", "false,,", "osteosarcoma", "'osteosarcoma' names no source", "sources.yaml"),
    (ENTITIES, "osteosarcoma,Ost", "ewing,Ost", "osteosarcoma", "the code 'ewing' is given twice", "Rename"),
    (ENTITIES, "Sarcoma de Ewing", "", "ewing", "'ewing' has no name_es", "Write"),
    (ENTITIES, ",bone,9260/3", ",bones,9260/3", "ewing", "family 'bones' of 'ewing' is not known", "'bone'"),
    (ENTITIES, "Ewing sarcoma,", "Ewing, sarcoma,", "ewing", "the row has 12 cells, the header 11", "double quotes"),
    ("terminology/words.csv", "entities,ewing", "entities,ewings", "ewing", "there is no term 'ewings'", "'ewing'"),
    # --- tables
    (SIZE, "[size_mm] > 50", "[size_cm] > 50", "[size_mm] > 50", "when of 'size_class', character 1: there is no", ""),
    (SIZE, "[depth] = 'superficial'", "[depth] = 'shallow'", "'superficial' and", "shallow", ""),
    (SIZE, "{class: large}", "{klass: large}", "{class: large}", "'klass' is no output", "'class'"),
    (SIZE, "{class: large}", "{class: big}", "{class: large}", "'big' is no choice of the output", "Known here"),
    (SIZE, "source: GUIDE", "source: ''", "source: GUIDE", "the source is empty", "sources.yaml"),
    (POINTS, "[total] >= 2", "[totl] >= 2", "[total] >= 2", "no field [totl]; did you mean total?", ""),
    (POINTS, "hit: sum\n", "", "id: points", "bands belong to hit: sum", ""),
]


def test_the_good_pack_has_no_fault() -> None:
    assert check(GOOD) == []


@pytest.mark.parametrize(("file", "old", "new", "on", "message", "remedy"), CASES)
def test_fault_is_named(tmp_path: Path, file: str, old: str, new: str, on: str, message: str, remedy: str) -> None:
    root = changed(tmp_path, file, old, new)
    found = [fault for fault in check(root) if message in fault.message]
    assert len(found) == 1, check(root)
    assert found[0].file == root / file
    assert found[0].line == line_of(file, on)
    assert remedy in found[0].remedy


def test_a_duplicate_key_is_found_where_the_second_stands(tmp_path: Path) -> None:
    fault = only_fault(changed(tmp_path, "pack.yaml", "licence: Apache-2.0", "licence: Apache-2.0\nversion: 9.9.9"))
    assert (fault.line, fault.message) == (line_of("pack.yaml", "licence") + 1, "the key 'version' is given twice.")


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    root = tmp_path / "pack"
    copytree(GOOD, root)
    (root / LABELS).unlink()
    assert check(root)[0] == Fault(
        root / LABELS, 0, None, "the file is missing.", "Every pack has it; docs/PACKS.md shows its content."
    )


def test_a_misspelt_file_name_is_not_silently_left_out(tmp_path: Path) -> None:
    root = tmp_path / "pack"
    copytree(GOOD, root)
    (root / "cases.yaml").rename(root / "case.yaml")
    assert only_fault(root).message == "no part of a pack has this name."


def test_choices_that_the_platform_writes_must_agree(tmp_path: Path) -> None:
    root = changed(tmp_path, "cases.yaml", "{id: again,", "{id: later,")
    fault = only_fault(root)
    assert (fault.file, fault.line) == (root / DICTIONARY, line_of(DICTIONARY, "request_reason"))
    assert fault.message == "the choices of 'request_reason' and reasons in cases.yaml differ: again, later."


def test_the_headline_names_fields_that_exist(tmp_path: Path) -> None:
    lines = "headline:\n  {sex: sex, birth_year: birth_year, tumour: [],\n   site: lump_site, stage: [], performance: sex}\n"
    root = changed(tmp_path, "pack.yaml", "missing_codes:", lines + "missing_codes:")
    fault = only_fault(root)
    assert (fault.line, fault.message) == (11, "headline: there is no field 'lump_site' for the site.")


def test_a_table_that_names_a_field_uses_its_codes(tmp_path: Path) -> None:
    root = changed(tmp_path, SIZE, "{name: depth, kind: choice,", "{name: lump_speed, kind: choice,")
    text = (root / SIZE).read_text(encoding="utf-8").replace("[depth]", "[lump_speed]")
    (root / SIZE).write_text(text, encoding="utf-8")
    assert [fault.message for fault in check(root)] == [
        "'deep' of 'lump_speed' is no answer of the field 'lump_speed'.",
        "'superficial' of 'lump_speed' is no answer of the field 'lump_speed'.",
    ]


def test_a_rule_must_say_which_entry_it_means(tmp_path: Path) -> None:
    root = changed(tmp_path, "cases.yaml", "last(lump: [lump_size]) <> ''", "[lump_size] <> ''")
    assert "may have many entries" in only_fault(root).message


def test_yes_and_no_stay_words() -> None:
    assert [item.id for item in load(GOOD).board.execution] == ["yes", "no_other"]


def test_load_refuses_with_every_fault(tmp_path: Path) -> None:
    root = changed(tmp_path, ENTITIES, "true,ATLAS,", "true,ATLSA,")
    (root / "lanes.yaml").write_text("- id: visits\n", encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load(root)
    assert {fault.file.name for fault in caught.value.faults} == {"entities.csv", "lanes.yaml"}


def test_there_is_no_such_folder(tmp_path: Path) -> None:
    assert "no such folder" in only_fault(tmp_path / "nowhere").message


def test_format_is_clickable() -> None:
    fault = Fault(Path("a/b.yaml"), 3, 7, "wrong.", "Mend it.")
    assert format_fault(fault) == "a/b.yaml:3:7: wrong. Mend it."
    assert format_fault(Fault(Path("a.csv"), 0, None, "gone.", "")) == "a.csv: gone."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Input should be a valid tuple"),
        (b"a: &x [*x]\n", "nested too deeply, or inside itself"),
        (b"\x00\x01", "not text: control characters are not allowed"),
        (b"\xff\xfe- id", "not UTF-8 text"),
        (b"- id: !!python/name:os.getcwd x\n", "not valid YAML: could not determine a constructor"),
    ],
)
def test_a_hostile_or_empty_file_is_a_fault_not_a_crash(tmp_path: Path, content: bytes, message: str) -> None:
    root = tmp_path / "pack"
    copytree(GOOD, root)
    (root / "lanes.yaml").write_bytes(content)
    fault = only_fault(root)
    assert fault.file.name == "lanes.yaml"
    assert message in fault.message


def test_a_date_that_does_not_exist(tmp_path: Path) -> None:
    fault = only_fault(changed(tmp_path, "pack.yaml", "2026-01-31", "2026-02-31"))
    assert (fault.line, fault.remedy) == (line_of("pack.yaml", "evidence_date"), "Found: '2026-02-31'.")
