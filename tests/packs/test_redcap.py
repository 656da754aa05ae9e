"""Dictionaries as other projects export them: read whole, with what is odd reported and nothing dropped."""

import csv
import os
from pathlib import Path

import pytest

from selnet.packs.api import COLUMNS, HEADERS, ForeignDictionary, read_dictionary

REAL = Path(os.environ.get("SELNET_REAL_DATA", Path(__file__).parents[2] / ".." / "shared" / "data"))
REAL_FOLDER = REAL / "redcap_dictionaries"
ROW = ["size", "Visit 1", "", "text", "Tamaño", "", "", "number", "1", "600", "y", "[deep] = '1'", "y"]


def written(path: Path, rows: list[list[str]], header: list[str], *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=delimiter).writerows([header, *rows])
    return path


def notices(dictionary: ForeignDictionary) -> str:
    return "\n".join(notice.message for notice in dictionary.notices)


@pytest.mark.parametrize("width", [15, 16, 17, 18])
def test_old_releases_have_fewer_columns(tmp_path: Path, width: int) -> None:
    read = read_dictionary(written(tmp_path / "d.csv", [ROW + [""] * (width - len(ROW))], list(HEADERS.values())[:width]))
    field = read.fields[0]
    assert (field.name, field.form, field.identifier, field.required) == ("size", "Visit 1", True, True)
    assert (field.min, field.max, field.branching_text) == ("1", "600", "[deep] = '1'")
    assert ("columns absent" in notices(read)) == (width < 18)


@pytest.mark.parametrize(("encoding", "seen"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("cp1252", "cp1252")])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, seen: str, delimiter: str) -> None:
    path = written(tmp_path / "d.csv", [ROW], list(HEADERS.values()), delimiter=delimiter, encoding=encoding)
    read = read_dictionary(path)
    assert (read.encoding, read.delimiter, read.fields[0].label("en")) == (seen, delimiter, "Tamaño")


def test_api_headers_in_another_order_and_columns_of_others(tmp_path: Path) -> None:
    header = ["form_name", "field_name", "field_type", "select_choices_or_calculations", "cde_code"]
    read = read_dictionary(written(tmp_path / "d.csv", [["f", "x", "radio", "-4, No | HO-45, Sí", "C123"]], header))
    assert read.mapping == "header"
    assert read.fields[0].choices("en") == [("-4", "No"), ("HO-45", "Sí")]
    assert read.fields[0].extra == {"cde_code": "C123"}
    assert "columns REDCap does not know: cde_code" in notices(read)


def test_headers_in_another_language_are_taken_by_position(tmp_path: Path) -> None:
    read = read_dictionary(written(tmp_path / "d.csv", [ROW + [""] * 5], [f"Columna {n}" for n in range(18)]))
    assert (read.mapping, read.fields[0].name, read.fields[0].validation) == ("position", "size", "number")


def test_na_means_blank_only_where_nothing_else_does(tmp_path: Path) -> None:
    by_r = [[cell or "NA" for cell in (*ROW, *[""] * 5)]]
    assert read_dictionary(written(tmp_path / "r.csv", by_r, list(COLUMNS))).fields[0].note("en") == ""
    real = [*ROW, "", "", "", "", ""]
    real[6] = "NA"
    assert read_dictionary(written(tmp_path / "x.csv", [real], list(COLUMNS))).fields[0].note("en") == "NA"


def test_lines_count_through_cells_of_several_lines(tmp_path: Path) -> None:
    first = ["a", "f", "", "descriptive", "two\nlines", *[""] * 13]
    second = ["b", "f", "", "sql", "Site", "select 1", *[""] * 12]
    read = read_dictionary(written(tmp_path / "d.csv", [first, second], list(HEADERS.values())))
    assert [field.line for field in read.fields] == [2, 4]
    assert [notice.line for notice in read.notices] == [4]


def test_what_is_not_supported_is_kept_and_reported(tmp_path: Path) -> None:
    rows = [
        ["a", "f", "", "sql", "Site", "select record from t", *[""] * 12],
        ["b", "f", "", "matrix_thing", "B", *[""] * 13],
        ["c", "f", "", "text", "C", *[""] * 6, "[a] = ", *[""] * 5, "@HIDEN @CHARLIMIT=3"],
        ["d", "f", "", "radio", "D", "one | 2, Two | 2, Deux", *[""] * 12],
        ["a", "f", "", "text", "Again", *[""] * 13],
    ]
    read = read_dictionary(written(tmp_path / "d.csv", rows, list(HEADERS.values())))
    assert len(read.fields) == 5
    text = notices(read)
    for said in ("runs SQL", "unknown type 'matrix_thing'", "@HIDEN", "branching of 'c' cannot be read, character 6"):
        assert said in text
    assert "choices without a code: one" in text
    assert "gives the code 2 twice" in text
    assert "'a' is defined twice" in text
    assert "CHARLIMIT" not in text


@pytest.mark.real
@pytest.mark.skipif(not REAL_FOLDER.is_dir(), reason="no real dictionaries: set SELNET_REAL_DATA to the data folder")
def test_every_real_dictionary_is_read_whole() -> None:
    with (REAL_FOLDER / "INDEX.csv").open(encoding="utf-8") as index:
        known = list(csv.DictReader(index))
    assert len(known) == 19
    total = 0
    for entry in known:
        read = read_dictionary(REAL_FOLDER / entry["file"])
        total += len(read.fields)
        assert read.delimiter == entry["delimiter"], entry["file"]
        # One project keeps rows for its own preprocessor, which the index does not count.
        assert len(read.fields) >= int(entry["fields"]), entry["file"]
        assert len(read.forms) == int(entry["forms"]), entry["file"]
        assert sum(field.type == "calc" for field in read.fields) == int(entry["calc"]), entry["file"]
        assert all(field.name for field in read.fields), entry["file"]
    assert total >= 6964
