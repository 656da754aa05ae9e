"""A table becomes patients: what is kept, what is said about the rest, and that a second time changes nothing."""

import stat
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from cast import Cast
from interop.importing import HEADER, ROWS, Desk, run, sheet
from selnet.access.api import acting
from selnet.audit.models import AuditEvent
from selnet.interop.models import SourceRow
from selnet.record.api import Entry, Patient


def _entry(form: str, **answers: object) -> Entry:
    return Entry.objects.get(form=form, **{f"answers__{name}": answer for name, answer in answers.items()})


def test_rows_become_patients_with_entries(desk: Desk, cast: Cast) -> None:
    told = desk.imported(sheet(*ROWS), "--yes")
    assert told.code == 0, told.text
    assert told.line("3 patients imported")
    with acting(cast.actor("dora")):
        assert Patient.objects.count() == 3
        first = _entry("demographics", birth_year="1958")
        assert first.answers == {"sex": "female", "birth_year": "1958", "country": "pe"}
        assert (first.status, first.saved_by_id) == ("complete", cast.dora.pk)
        operation = Entry.objects.get(patient=first.patient, form="surgery")
        assert (operation.answers["surgery_date"], operation.event_date) == ("2019-07-31", "2019-07-31")
        assert operation.answers["margin"] == "r0"
        assert operation.answers["surgery_intent"] == {"missing": "NI"}
        assert _entry("presentation", site="C49.2").answers["size_mm"] == "85"


def test_unknown_is_never_no(desk: Desk, cast: Cast) -> None:
    desk.imported(sheet(*ROWS), "--yes")
    with acting(cast.actor("dora")):
        second = _entry("presentation", site="C48.0")  # the second column, because the first is blank
        assert second.answers["size_mm"] == {"missing": "UNK"}, "the file says that it is unknown"
        demographics = Entry.objects.get(patient=second.patient, form="demographics")
        assert demographics.answers["birth_year"] == {"missing": "NI"}, "the file does not say"
        assert not Entry.objects.filter(patient=second.patient, form="surgery").exists()


def test_an_entry_without_the_date_it_needs_is_a_draft(desk: Desk, cast: Cast) -> None:
    told = desk.imported(sheet(*ROWS), "--yes")
    assert told.line("Dates: 1 rows have no year")
    assert told.line("Drafts", "surgery 1")
    assert told.line("wanting", "surgery_date 1")
    with acting(cast.actor("dora")):
        assert [entry.answers.get("surgery_date") for entry in Entry.objects.filter(status="draft")] == [None]


def test_the_report_names_what_is_lost(desk: Desk) -> None:
    report = desk.folder / "report.txt"
    told = desk.imported(sheet(*ROWS), "--preview", "--report", str(report))
    assert told.line("Cells not kept: 'margin' 1: odd 1")
    assert told.line("Columns not used (1, 1 cells): the mapping does not mention them: remark")
    assert told.line("only the year is known", "07-01")
    assert "Kept:" in report.read_text()
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_a_preview_shows_the_rows_and_writes_nothing(desk: Desk, cast: Cast) -> None:
    told = desk.imported(sheet(*ROWS), "--preview")
    assert told.code == 0
    assert told.line("Surgery", "31 Jul 2019")
    assert told.line("Preview: nothing was imported")
    with acting(cast.actor("dora")):
        assert not Patient.objects.exists()
        assert not AuditEvent.objects.filter(action="interop.table.imported").exists()


def test_without_yes_and_without_a_terminal_nothing_happens(desk: Desk, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", open("/dev/null"))  # noqa: SIM115 - closed with the test
    told = desk.imported(sheet(*ROWS))
    assert told.line("Nothing was imported: say --yes")
    with acting(cast.actor("dora")):
        assert not Patient.objects.exists()


def test_a_second_time_makes_no_second_patient(desk: Desk, cast: Cast) -> None:
    desk.imported(sheet(*ROWS), "--yes")
    told = desk.imported(sheet(*ROWS), "--yes")
    assert told.line("0 new patients, 3 imported before, 0 rows refused")
    changed = ROWS[0].replace("8.5", "9.5")
    told = desk.imported(sheet(changed, *ROWS[1:], "A4,M,50,pe,2021,C49.2,,3,deep,no,,,"), "--yes")
    assert told.line("1 new patients, 3 imported before, 1 of them changed since")
    with acting(cast.actor("dora")):
        assert Patient.objects.count() == 4
        assert _entry("presentation", site="C49.2", depth="deep", size_mm="85"), "an import changes no record"


def test_the_table_of_sources_tells_nobody_who_is_in_it(desk: Desk, cast: Cast) -> None:
    desk.imported(sheet(*ROWS), "--yes")
    with acting(cast.actor("dora")):
        rows = list(SourceRow.objects.values_list("source", "key_hash", "content_hash", "imported_by_id"))
        assert len(rows) == 3
        assert {row[0] for row in rows} == {"clinic"}
        assert all(len(row[1]) == len(row[2]) == 64 for row in rows)
    with acting(cast.actor("chiara")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM interop_sourcerow")
        assert cursor.fetchone() == (0,)


def test_the_database_refuses_a_source_row_of_somebody_who_may_not_import(desk: Desk, cast: Cast) -> None:
    desk.imported(sheet(*ROWS), "--yes")
    with acting(cast.actor("ana")):
        patient = Patient.objects.first()
        assert patient is not None, "Ana treats them"
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            SourceRow.objects.create(source="clinic", key_hash="x", content_hash="y", patient=patient)


def test_the_trail_says_who_imported_what_without_values(desk: Desk, cast: Cast, as_worker: object) -> None:
    desk.imported(sheet(*ROWS), "--yes")
    with as_worker():  # type: ignore[operator]
        event = AuditEvent.objects.get(action="interop.table.imported")
        assert (event.person_id, event.institution_id) == (cast.dora.pk, cast.hospital.pk)
        assert event.details == {"source": "clinic", "patients": 3, "entries": 8, "known": 0, "left_out": 0}
        assert AuditEvent.objects.filter(action="record.patient.imported", person_id=cast.dora.pk).count() == 3


@pytest.mark.parametrize("who", ["ana", "chiara", "ada"])
def test_only_who_may_import_there_imports(desk: Desk, cast: Cast, who: str) -> None:
    told = desk.imported(sheet(*ROWS), "--yes", who=who)
    assert told.code == 1
    assert told.line("may not import at Hospital del Valle")


def test_people_and_institutions_are_found_or_named(desk: Desk, cast: Cast) -> None:
    assert desk.imported(sheet(*ROWS), who="nobody").line("Nobody signs in as nobody@example.org")
    file, yaml = desk.folder / "sheet.csv", desk.folder / "map.yaml"
    assert run(file, yaml, institution="Nowhere").line("No institution 'Nowhere'")
    assert run(file, yaml, "--preview", institution=str(cast.hospital.pk)).line("3 new patients")
    with pytest.MonkeyPatch.context(), connection.cursor() as cursor:
        cursor.execute("SET ROLE selnet_worker")
        type(cast.hospital).objects.create(
            name="Hospital del Valle", kind="hospital", country_id="ES", city="Soria", latitude=41, longitude=-2, time_zone="UTC"
        )
        cursor.execute("SET ROLE selnet_app")
    assert run(file, yaml).line("Several institutions are called so", "in Soria, ES")


@pytest.mark.parametrize(
    ("encoding", "delimiter", "name"),
    [("utf-8", ",", "comma"), ("utf-8-sig", ";", "semicolon"), ("cp1252", "\t", "tab"), ("utf-8", "|", "bar")],
)
def test_encodings_and_delimiters_are_recognised(desk: Desk, cast: Cast, encoding: str, delimiter: str, name: str) -> None:
    mapping = (Path(__file__).parent / "words.yaml").read_text()
    table = f'número{delimiter}"qué"\r\n"1"{delimiter}"muñeca{delimiter} derecha"\r\n\r\n2{delimiter}pie\r\n'
    told = desk.imported(table.encode(encoding), "--yes", mapping=mapping)
    assert told.line("2 rows, 2 columns", name)
    with acting(cast.actor("dora")):
        assert _entry("presentation", site_detail=f"muñeca{delimiter} derecha")


def test_refused_rows_can_be_left_out(desk: Desk, cast: Cast) -> None:
    table = sheet(ROWS[0], ROWS[1].replace("2020", "year?"), ROWS[2])
    told = desk.imported(table, "--yes")
    assert (told.code, told.line("1 rows are refused: nothing was imported") != "") == (1, True)
    told = desk.imported(table, "--yes", "--leave-out-refused")
    assert told.line("2 patients imported")
    with acting(cast.actor("dora")):
        assert Patient.objects.count() == 2
    assert HEADER.split(",")[4] in told.line("row 3, column 'year'")
