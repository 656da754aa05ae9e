"""Every way in which a file or a mapping can be wrong: the place and the remedy are named, and nothing is written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cast import Cast
from interop.importing import HEADER, MAPPING, ROWS, Desk, Told, run, sheet
from selnet.access.api import acting
from selnet.record.api import Patient


@pytest.fixture(autouse=True)
def _nothing_is_written(cast: Cast) -> Iterator[None]:
    yield
    with acting(cast.actor("dora")):
        assert not Patient.objects.exists()


def _with(old: str, new: str) -> str:
    assert old in MAPPING
    return MAPPING.replace(old, new)


def _line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def _refused(told: Told, *words: str) -> None:
    assert told.code == 1
    told.line(*words)


# --- the mapping

MISTAKES = [
    ("column: margin,", "column: margn,", "the file has no column 'margn'", "Did you mean 'margin'?"),
    ("form: surgery", "form: surgry", "no form 'surgry'", "Did you mean 'surgery'?"),
    ("size_mm:", "size_mn:", "no field 'size_mn'", "Did you mean 'size_mm'?"),
    ("neg: r0", "neg: r9", "'r9' is no answer of 'margin'", ""),
    ("unknown: UNK", "unknown: UNKN", "'UNKN' is no missing-data code", "Did you mean 'UNK'?"),
    ("absent: NI", "absent: XX", "'XX' is no missing-data code", ""),
    ("pack: sarcoma", "pack: sarkoma", "no pack 'sarkoma' here", ""),
    ("scale: 10", "scal: 10", "unknown key 'scal'", "Did you mean 'scale'?"),
    ("scale: 10", "scale: ten", "valid number", ""),
    ("column: depth", "note: depth", "give one of: column, constant, text", ""),
    ("surgery_date: {days_after", "surgery_notes: {days_after", "'surgery_notes' is not a date", ""),
    ('anchor: {year: year, day: "07-01"}', "decimal: '.'", "there is no anchor to count from", "Add `anchor`"),
    ('day: "07-01"', 'day: "31-12"', "anchor.day", ""),
    ("form: surgery", "form: board", "the form 'board' is not imported", "Cases and boards write it"),
    ("form: surgery", "form: presentation", "'presentation' does not repeat", ""),
    ("in: \"yes\"", "like: yes", "unknown key 'like'", ""),
    ("in: \"yes\"", "in: \"yes\", below: 3", "one of: in, not_in", ""),
    ("sex: {column", "age_at_dx: {column", "has no field 'age_at_dx'", ""),
    ("key: number", "title: again", "the key 'title' is given twice", ""),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message", "remedy"), MISTAKES)
def test_a_mistake_in_the_mapping_names_its_line(desk: Desk, old: str, new: str, message: str, remedy: str) -> None:
    told = desk.imported(sheet(*ROWS), "--yes", mapping=_with(old, new))
    line = _line_of(MAPPING, "birth_year" if "no anchor" in message else old)
    _refused(told, f"map.yaml:{line}:", message, remedy)


def test_all_mistakes_are_told_at_once(desk: Desk) -> None:
    told = desk.imported(sheet(*ROWS), "--yes", mapping=_with("neg: r0, pos: r1", "neg: r8, pos: r9"))
    _refused(told, "2 faults; nothing was imported")


def test_a_mapping_that_is_no_yaml_or_absent(desk: Desk) -> None:
    _refused(desk.imported(sheet(*ROWS), mapping="id: [\n"), "map.yaml:2:1: not valid YAML")
    _refused(desk.imported(sheet(*ROWS), mapping="- 1\n"), "map.yaml:1: mapping")
    (desk.folder / "map.yaml").unlink()
    _refused(run(desk.folder / "sheet.csv", desk.folder / "map.yaml"), "map.yaml: there is no such file")


# --- the file


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b" \r\n\r\n", "the file is empty"),
        (HEADER.encode() + b"\n", "the file has a header and no rows"),
        (b"PK\x03\x04" + b"\x00" * 64, "It is a workbook or an archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel workbook"),
        ("a,b\n1,2\n".encode("utf-16"), "UTF-16"),
        (b"\x7fELF\x02\x01\x00\x00", "zero bytes"),
        (b"%PDF-1.7\n", "a PDF"),
        (HEADER.replace(",", ":").encode() + b"\nA1:F\n", "the header has one column only"),
    ],
)
def test_a_file_that_is_no_table(desk: Desk, content: bytes, message: str) -> None:
    _refused(desk.imported(content, "--yes"), "sheet.csv", message)


def test_a_file_that_is_not_there(desk: Desk) -> None:
    desk.imported(sheet(*ROWS))
    (desk.folder / "sheet.csv").unlink()
    _refused(run(desk.folder / "sheet.csv", desk.folder / "map.yaml"), "sheet.csv: there is no such file")


def test_a_column_given_twice(desk: Desk) -> None:
    told = desk.imported(sheet(*ROWS, header=HEADER.replace("site2", "site")), mapping=_with("[site, site2]", "site"))
    _refused(told, "the file has the column 'site' twice")


# --- the rows

BAD = "A9,F,61,pe,2019,C49.2,,8.5,deep,yes,30,neg,"


@pytest.mark.parametrize(
    ("row", "place", "message"),
    [
        (BAD.replace("8.5", "big"), "column 'size_cm' -> size_mm", "A number is expected"),
        (BAD.replace("8.5", '"8,5"'), "column 'size_cm' -> size_mm", "decimal: ','"),
        (BAD.replace("2019", "MMXIX"), "column 'year' -> anchor", "A number is expected"),
        (BAD.replace("2019", "19"), "column 'year' -> anchor", "A year between 1900 and 2100"),
        (BAD.replace(",30,", ",soon,"), "column 'operated_day' -> surgery_date", "A number is expected"),
        (BAD.replace(",30,", ",999999,"), "column 'operated_day' -> surgery_date", "More days than a life has"),
        (BAD.replace(",pe,", ",peru,"), "column 'country' -> country", "Choose from the list"),
        (BAD.replace("C49.2", "C99.9"), "column 'site' or 'site2' -> site", "Not in the list"),
        (BAD.replace("A9", ""), "column 'number'", "The key is blank"),
        (BAD.replace("A9", "a1"), "column 'number'", "The key is that of row 2"),
        (BAD + ",one too many", "row 5", "The row has 14 cells, the header 13"),
        ("A9,F", "row 5", "The row has 2 cells, the header 13"),
        (BAD + "x" * 30_000, "row 5", "The cell of 'remark' has 30000 characters"),
        (BAD + '"' + "x\n" * 6_000_000, "row 5", "a quote is opened here and not closed"),
    ],
)
def test_a_wrong_row_names_row_column_and_remedy(desk: Desk, row: str, place: str, message: str) -> None:
    told = desk.imported(sheet(*ROWS, row), "--yes")
    _refused(told, "row 5", place, message)
    told.line("1 rows are refused: nothing was imported")
    told.line("1 rows refused")


def test_faults_never_show_the_cell(desk: Desk) -> None:
    told = desk.imported(sheet(BAD.replace("8.5", "Maria Quispe").replace(",pe,", ",Maria Quispe,")), "--yes")
    assert told.code == 1
    assert "Quispe" not in told.text


def test_many_faults_are_counted_not_printed(desk: Desk) -> None:
    rows = [BAD.replace("A9", f"B{number}").replace("8.5", "big") for number in range(300)]
    report = desk.folder / "report.txt"
    told = desk.imported(sheet(*rows), "--yes", "--report", str(report))
    told.line("… and 260 more")
    assert report.read_text().count("column 'size_cm'") == 300


def test_a_file_that_changes_between_the_two_looks(desk: Desk, cast: Cast) -> None:
    from selnet.access.api import UserError
    from selnet.interop import api

    desk.imported(sheet(*ROWS), "--preview")
    file, actor = desk.folder / "sheet.csv", cast.actor("dora")
    job = api.prepare(table=file, mapping=desk.folder / "map.yaml", institution_id=cast.hospital.pk)
    with acting(actor):
        seen = api.examine(actor=actor, job=job, progress=lambda done: None)
    file.write_text(sheet(*ROWS[:2]))
    with pytest.raises(UserError, match="has changed since"), acting(actor):
        api.write(actor=actor, seen=seen, leave_out_refused=False, progress=lambda done: None)


def test_the_example_of_the_page_is_a_mapping(desk: Desk) -> None:
    page = (Path(__file__).parents[2] / "docs/IMPORT.md").read_text()
    example = page.split("```yaml\n", 1)[1].split("```", 1)[0]
    told = desk.imported(
        "number,dx_year,a,b,operated,days_to_surgery,margin,old_margin,remark\n1,2019,,,yes,3,,neg,ok\n", mapping=example
    )
    assert told.line("1 new patients"), told.text
    assert told.line("Surgery", "4 Jul 2019", "In the sheet: ok")


def test_bytes_that_mean_nothing_are_not_swallowed(desk: Desk) -> None:
    told = desk.imported(sheet(*ROWS).encode() + BAD.encode() + b"caf\xe9 \x81\n", "--yes")
    _refused(told, "row 5", "'remark' holds a character that is neither UTF-8 nor cp1252")


def test_a_zero_byte_far_into_the_file(desk: Desk) -> None:
    rows = [BAD.replace("A9", f"B{number}") + "x" * 15_000 for number in range(80)]
    _refused(desk.imported(sheet(*rows, BAD + "a\x00b"), "--yes"), "sheet.csv", "zero bytes")


def test_the_report_does_not_overwrite_the_table(desk: Desk) -> None:
    table = sheet(*ROWS)
    _refused(desk.imported(table, "--yes", "--report", str(desk.folder / "sheet.csv")), "The report would overwrite")
    assert (desk.folder / "sheet.csv").read_text() == table
    _refused(desk.imported(table, "--yes", "--report", "/nowhere/report.txt"), "/nowhere/report.txt: No such file or directory")
