"""Whoever alters, removes or puts in a row of the trail is found, even with the rights of the tables' owner."""

import argparse
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.utils import Error as DatabaseError
from procrastinate.contrib.django import app

from cast import Cast
from roles import as_role
from selnet.access.api import acting, system
from selnet.audit import anchors
from selnet.audit.api import AnchorError, record, verify
from selnet.audit.tasks import anchor_daily
from selnet.config.commands import audit as command

EVENTS = 6


@pytest.fixture
def chain(cast: Cast) -> int:
    """Six chained events; the position of the first is returned."""
    ana = cast.actor("ana")
    with acting(ana):
        for number in range(EVENTS):
            record(
                ana, "record.patient.read", kind="patient", id=number, institution_id=cast.hospital.pk, what="página", n=number
            )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return _one("SELECT position FROM audit_chainhead") - EVENTS + 1


def _one(statement: str) -> int:
    with as_role("selnet_worker"), connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def _tamper(*statements: str) -> None:
    """What somebody with the owner's password does: the guard off, the deed, the guard on."""
    with as_role("selnet_owner"), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER USER")


def _found() -> list[tuple[int | None, str]]:
    with as_role("selnet_worker"):
        return [(finding.position, finding.kind) for finding in verify()[1]]


def test_an_untouched_trail_has_no_fault(chain: int) -> None:
    with as_role("selnet_worker"):
        count, findings = verify()
    assert findings == []
    assert count == chain + EVENTS - 1


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'person:999'",
        "action = 'record.identity.read'",
        'details = \'{"what": "page", "n": 2}\'',
        "at = at - interval '1 microsecond'",
        "institution_id = NULL",
        "patient_id = '00000000-0000-0000-0000-000000000000'",
        "object_id = '77'",
    ],
)
def test_an_altered_row_is_found(chain: int, change: str) -> None:
    _tamper(f"UPDATE audit_auditevent SET {change} WHERE position = {chain + 2}")
    assert _found() == [(chain + 2, "altered")]


def test_a_row_altered_and_hashed_anew_is_found_by_the_next(chain: int) -> None:
    _tamper(
        f"UPDATE audit_auditevent SET actor = 'person:999' WHERE position = {chain + 2}",
        "UPDATE audit_auditevent e SET hash = encode(sha256(convert_to(audit_text(e), 'UTF8')), 'hex') "
        f"WHERE position = {chain + 2}",
    )
    assert _found() == [(chain + 2, "altered")]


def test_the_last_row_altered_and_hashed_anew_is_found_by_the_head(chain: int) -> None:
    last = chain + EVENTS - 1
    _tamper(
        f"UPDATE audit_auditevent SET actor = 'person:999' WHERE position = {last}",
        f"UPDATE audit_auditevent e SET hash = encode(sha256(convert_to(audit_text(e), 'UTF8')), 'hex') WHERE position = {last}",
    )
    assert _found() == [(last, "altered")]


def test_a_removed_row_is_found(chain: int) -> None:
    _tamper(f"DELETE FROM audit_auditevent WHERE position IN ({chain + 1}, {chain + 2})")
    assert _found() == [(chain + 1, "removed")]


def test_rows_removed_at_the_end_are_found(chain: int) -> None:
    _tamper(f"DELETE FROM audit_auditevent WHERE position > {chain + 3}")
    assert _found() == [(chain + 4, "removed")]


def test_rows_removed_at_the_end_with_the_head_set_back_are_found_by_the_anchor(chain: int) -> None:
    with as_role("selnet_worker"):
        anchors.anchor()
    _tamper(
        f"DELETE FROM audit_auditevent WHERE position > {chain + 3}",
        f"UPDATE audit_chainhead SET position = {chain + 3}, "
        f"hash = (SELECT hash FROM audit_auditevent WHERE position = {chain + 3})",
    )
    assert _found() == [(chain + EVENTS - 1, "removed")]


def test_a_chain_rewritten_from_a_row_on_is_found_by_the_anchor(chain: int) -> None:
    with as_role("selnet_worker"):
        anchors.anchor()
    rewrite = (
        "UPDATE audit_auditevent e SET previous_hash = (SELECT p.hash FROM audit_auditevent p WHERE p.position = e.position - 1) "
        "WHERE position = {0}",
        "UPDATE audit_auditevent e SET hash = encode(sha256(convert_to(audit_text(e), 'UTF8')), 'hex') WHERE position = {0}",
    )
    last = chain + EVENTS - 1
    _tamper(
        f"UPDATE audit_auditevent SET actor = 'person:999' WHERE position = {chain + 2}",
        rewrite[1].format(chain + 2),
        *(step.format(place) for place in range(chain + 3, last + 1) for step in rewrite),
        f"UPDATE audit_chainhead SET hash = (SELECT hash FROM audit_auditevent WHERE position = {last})",
    )
    assert _found() == [(last, "altered")]


def test_a_row_put_in_beside_the_chain_is_found(chain: int) -> None:
    copy = (
        "INSERT INTO audit_auditevent (id, at, actor, person_id, action, object_kind, object_id, patient_id, institution_id, "
        "details, position, previous_hash, hash) SELECT gen_random_uuid(), at, actor, person_id, action, object_kind, object_id, "
        "patient_id, institution_id, details, {place}, previous_hash, hash FROM audit_auditevent WHERE position = {of}"
    )
    last = chain + EVENTS - 1
    _tamper(copy.format(place="NULL", of=chain))
    assert _found() == [(None, "inserted")]
    _tamper(copy.format(place=last + 1, of=last))
    assert (last + 1, "inserted") in _found()


def test_the_application_itself_can_neither_change_nor_remove(chain: int, cast: Cast) -> None:
    for statement in (
        "UPDATE audit_auditevent SET actor = 'x'",
        "DELETE FROM audit_auditevent",
        "UPDATE audit_chainhead SET position = 0",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(DatabaseError), transaction.atomic(), as_role("selnet_owner"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditevent")


def test_nothing_saves_when_its_event_cannot(cast: Cast) -> None:
    """The event stands in the transaction of the change: when the trail is broken, the change goes with it."""
    from selnet.record.api import Patient, patients

    with as_role("selnet_owner"), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent ADD CONSTRAINT broken CHECK (action <> 'record.patient.opened') NOT VALID")
    ana = cast.actor("ana")
    with pytest.raises(IntegrityError), acting(ana):
        patients.open(actor=ana, institution_id=cast.hospital.pk)
    with as_role("selnet_worker"):
        assert not Patient.objects.exists()


def test_the_command_names_position_and_reason_and_fails(chain: int, capsys: pytest.CaptureFixture[str]) -> None:
    with as_role("selnet_worker"):
        assert command.run(argparse.Namespace(action="anchor")) == 0
        assert command.run(argparse.Namespace(action="verify")) == 0
    assert f"{chain + EVENTS - 1} events read, no fault found" in capsys.readouterr().out
    _tamper(f"UPDATE audit_auditevent SET actor = 'person:999' WHERE position = {chain + 2}")
    with as_role("selnet_worker"):
        assert command.run(argparse.Namespace(action="verify")) == 1
    assert f"position {chain + 2}: altered: what it says does not give its hash" in capsys.readouterr().out


def test_anchors_are_appended_and_a_broken_line_is_named(chain: int) -> None:
    path: Path = settings.AUDIT_ANCHORS
    with as_role("selnet_worker"):
        anchors.anchor()
        ana = system("test")
        with acting(ana):
            record(ana, "test.more", kind="test", id=1)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        anchors.anchor()
        places = [anchor.position for anchor in anchors.read_anchors()]
        assert places == [chain + EVENTS - 1, chain + EVENTS]
        with open(path, "a") as file:
            file.write("rubbish\n")
        with pytest.raises(AnchorError, match=r"audit-anchors.log:3"):
            verify()
        assert command.run(argparse.Namespace(action="verify")) == 1


def test_the_head_is_anchored_every_night(chain: int) -> None:
    assert [task.cron for task in app.periodic_registry.periodic_tasks.values() if task.task is anchor_daily] == ["17 2 * * *"]
    with as_role("selnet_worker"):
        anchor_daily(timestamp=0)
        assert [anchor.position for anchor in anchors.read_anchors()] == [chain + EVENTS - 1]
