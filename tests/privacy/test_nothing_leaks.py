"""No value of a patient in a log, an address, a mail, an error page or the trail; no name in clear anywhere in the database."""

import base64
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from walk import NAMES, TUMOUR, Walk, Written

from roles import as_role
from selnet.config import embedded

ELSEWHERE = ("addresses", "headers", "error_pages", "logs", "mails", "notices", "jobs", "trail", "calendar")


def _lines_with(lines: list[str], values: list[str]) -> list[str]:
    return [line[:300] for line in lines for value in values if value.lower() in line.lower()]


# --- the walk went where it should: else the rest says nothing


def test_the_walk_saw_the_patient(walked: Walk) -> None:
    pages = "\n".join(walked.written.pages)
    for value in ("Zyxwvutson", TUMOUR, walked.patient.pseudonym):
        assert value in pages
    assert {200, 302, 400, 404, 405, 422, 500} <= set(walked.written.statuses)


@pytest.mark.parametrize("where", ELSEWHERE)
def test_the_walk_left_traces_to_look_at(walked: Walk, where: str) -> None:
    assert len(getattr(walked.written, where)) >= (1 if where == "calendar" else 5)


def test_what_was_written_down_is_what_was_meant(walked: Walk) -> None:
    written: Written = walked.written
    assert any("record.identity.read" in line for line in written.trail)
    assert any("boards.decision.signed" in line for line in written.trail)
    assert any('"RuntimeError"' in line for line in written.logs)
    assert any("django.db.backends" in line for line in written.logs)
    assert any("BEGIN:VEVENT" in line for line in written.calendar)
    assert any("/notices/" in line for line in written.mails)
    assert any(str(walked.patient.pk) in line for line in written.addresses)


# --- what leaves the pages says nothing


@pytest.mark.parametrize("where", ELSEWHERE)
def test_no_value_of_the_patient_stands(walked: Walk, where: str) -> None:
    assert _lines_with(getattr(walked.written, where), [*NAMES, TUMOUR]) == []


@pytest.mark.parametrize("where", ELSEWHERE)
def test_not_even_the_pseudonym_stands(walked: Walk, where: str) -> None:
    assert _lines_with(getattr(walked.written, where), [walked.patient.pseudonym]) == []


def test_an_error_is_mailed_to_nobody(walked: Walk) -> None:
    """Not even where an installation names administrators: Django's mail would hold what was sent and every variable."""
    assert settings.ADMINS
    assert _lines_with(walked.written.mails, ["ada@example.org", "Traceback", "RuntimeError"]) == []


def test_files_are_not_kept_under_the_name_they_came_with(walked: Walk) -> None:
    kept = [str(path) for path in Path(settings.MEDIA_ROOT).rglob("*")]
    assert kept
    assert _lines_with(kept, [*NAMES, TUMOUR, walked.patient.pseudonym]) == []


# --- the database


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


def _holding(values: list[str]) -> set[str]:
    """Tables with a row in which a value stands, in clear, in hexadecimal or in base64."""
    forms = [*values, *(value.encode().hex() for value in values), *(base64.b64encode(v.encode()).decode()[:-4] for v in values)]
    found = set()
    with as_role("selnet_owner"), connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE ANY (%s)', [[f"%{form}%" for form in forms]])
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def test_no_name_stands_in_clear_in_any_table(walked: Walk) -> None:
    assert len(_tables()) > 50
    assert _holding([walked.patient.pseudonym]) == {"record_patient"}  # the search finds what is there
    assert {"record_entry", "record_entryversion", "cases_case", "cases_message", "boards_decision"} <= _holding([TUMOUR])
    with as_role("selnet_owner"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record_identity WHERE number_index <> '' AND sealed ? 'family_name'")
        assert cursor.fetchone() == (1,)
    assert _holding(NAMES) == set()


def test_no_session_keeps_a_name_or_a_diagnosis(walked: Walk) -> None:
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    assert len(sessions) > 3
    assert _lines_with(sessions, [*NAMES, TUMOUR]) == []


def test_the_log_of_the_database_keeps_no_row_of_a_statement_that_failed() -> None:
    """As the application signs in. PostgreSQL's own habit is to log the statement, values and all."""
    if not embedded.is_embedded():
        pytest.skip("an external server's log is its administrator's; config/roles.sql sets it the same way")
    log = embedded.home() / "postgresql/log"
    before = log.stat().st_size
    with psycopg.connect(host=str(embedded.socket_dir()), user="selnet_app", dbname=settings.DATABASES["default"]["NAME"]) as c:
        for statement in (
            "INSERT INTO record_patient (id, pseudonym, pack) VALUES (gen_random_uuid(), 'Zyxwvutson', 'x')",
            "INSERT INTO audit_auditevent (id, action) VALUES (gen_random_uuid(), 'Zyxwvutson')",
            "SELECT 'Zyxwvutson' FROM no_such_table",
        ):
            with pytest.raises(psycopg.Error):
                c.execute(statement)
            c.rollback()
    written = log.read_bytes()[before:].decode()
    assert written.count("ERROR:") >= 3
    assert "Zyxwvutson" not in written
