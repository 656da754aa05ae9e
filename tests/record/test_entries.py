"""Writing facts: checked, versioned, never overwritten unseen."""

from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import Error as DatabaseError

from cast import Cast
from roles import as_role
from selnet.access.api import Refused, UserError, acting
from selnet.audit.models import AuditEvent
from selnet.record.api import (
    EntryErrors,
    EntryStatus,
    Patient,
    StaleEntry,
    entries,
    entries_of,
    entry_states,
    facts_of,
    headline,
    patients,
    summary_of,
)
from selnet.record.models import Entry, EntryVersion

PRESENTATION = {"presentation_date": "2026-05-18", "depth": "deep", "size_mm": "72", "growing": "1"}


@pytest.fixture
def patient(cast: Cast) -> Patient:
    with acting(cast.actor("ana")):
        return patients.open(actor=cast.actor("ana"), institution_id=cast.hospital.pk)


def _save(cast: Cast, patient: Patient, who: str = "ana", **fields: object) -> Entry:
    with acting(cast.actor(who)):
        return entries.save(**({"actor": cast.actor(who), "patient": patient, "form": "presentation",
                                "answers": PRESENTATION, "status": EntryStatus.DRAFT} | fields))  # type: ignore[arg-type]  # fmt: skip


def test_every_version_is_kept_with_who_and_why(cast: Cast, patient: Patient) -> None:
    _save(cast, patient)
    _save(cast, patient, "dora", answers=PRESENTATION | {"size_mm": "75"}, expected_version=1, reason="Report re-read")
    with acting(cast.actor("ana")):
        kept = list(EntryVersion.objects.order_by("version").values_list("version", "answers__size_mm", "saved_by__name"))
        assert kept == [(1, "72", cast.ana.name), (2, "75", cast.dora.name)]


def test_the_same_answers_again_make_no_version(cast: Cast, patient: Patient) -> None:
    assert _save(cast, patient).version == _save(cast, patient).version == 1


def test_a_stale_tab_changes_nothing_and_shows_what_stands(cast: Cast, patient: Patient) -> None:
    _save(cast, patient)
    _save(cast, patient, "dora", answers=PRESENTATION | {"size_mm": "75"}, expected_version=1)
    with pytest.raises(StaleEntry) as caught:
        _save(cast, patient, answers=PRESENTATION | {"size_mm": "80"}, expected_version=1)
    assert caught.value.entry.answers["size_mm"] == "75"


def test_sending_a_new_entry_twice_makes_one(cast: Cast, patient: Patient) -> None:
    key = uuid4()
    for _ in range(2):
        _save(cast, patient, form="imaging", answers={"imaging_date": "2026-06-02", "modality": "mri"}, new_id=key)
    with acting(cast.actor("ana")):
        assert Entry.objects.filter(form="imaging").count() == 1


def test_wrong_answers_name_the_field_and_change_nothing(cast: Cast, patient: Patient) -> None:
    wrong = {"size_mm": "seven", "depth": "sideways", "presentation_date": "2026-13-40", "no_such_field": "x"}
    with pytest.raises(EntryErrors) as caught:
        _save(cast, patient, answers=wrong)
    assert {problem.field for problem in caught.value.problems} == set(wrong)
    with acting(cast.actor("ana")):
        assert not Entry.objects.exists()


def test_pasted_nonsense_is_kept_as_text_or_refused_never_a_crash(cast: Cast, patient: Patient) -> None:
    nonsense = "\x00\x07<script>alert(1)</script>'); DROP TABLE record_entry; -- 💀 \u202e" + "A" * 5000
    saved = _save(cast, patient, form="opinion_request", answers={"request_question": nonsense}, written_by="case")
    assert "\x00" not in saved.answers["request_question"]
    with pytest.raises(EntryErrors):
        _save(cast, patient, form="opinion_request", answers={"request_question": "A" * 30_000}, written_by="case")


def test_a_reason_is_asked_once_the_form_was_complete(cast: Cast, patient: Patient) -> None:
    with acting(cast.actor("ana")):
        Entry.objects.create(patient=patient, form="presentation", status="complete", answers={}, pack_version="1.0.0")
    with pytest.raises(UserError):
        _save(cast, patient, reason="")


def test_forms_of_the_board_are_not_written_by_hand(cast: Cast, patient: Patient) -> None:
    with pytest.raises(Refused):
        _save(cast, patient, form="board", answers={})


def test_undo_brings_an_older_version_back_as_a_new_one(cast: Cast, patient: Patient) -> None:
    entry = _save(cast, patient)
    _save(cast, patient, answers=PRESENTATION | {"size_mm": "720"}, expected_version=1)
    with acting(cast.actor("ana")):
        restored = entry_states.restore(
            actor=cast.actor("ana"), entry_id=entry.pk, patient=patient, version=1, expected_version=2
        )
    assert (restored.version, restored.answers["size_mm"]) == (3, "72")


def test_removed_entries_leave_the_facts_but_not_the_history(cast: Cast, patient: Patient) -> None:
    entry = _save(cast, patient)
    with acting(cast.actor("ana")):
        entry_states.remove(
            actor=cast.actor("ana"), entry_id=entry.pk, patient=patient, expected_version=1, reason="Wrong patient"
        )
        assert entries_of(patient.pk) == []
        assert facts_of(patient).value("size_mm") is None
        assert EntryVersion.objects.filter(entry=entry).count() == 2


def test_nothing_is_saved_when_the_trail_cannot_be_written(cast: Cast, patient: Patient) -> None:
    with as_role("selnet_owner"), connection.cursor() as cursor:
        cursor.execute("REVOKE INSERT ON audit_auditevent FROM selnet_app")
    with pytest.raises(DatabaseError), transaction.atomic():
        _save(cast, patient)
    with acting(cast.actor("ana")):
        assert not Entry.objects.exists()


def test_the_trail_names_fields_and_holds_no_value(cast: Cast, patient: Patient) -> None:
    _save(cast, patient)
    with as_role("selnet_worker"):
        event = AuditEvent.objects.get(action="record.entry.saved")
        assert event.details["fields"] == sorted(PRESENTATION)
        assert "72" not in str(event.details)


def test_the_application_can_neither_delete_nor_alter_a_version(cast: Cast, patient: Patient) -> None:
    _save(cast, patient)
    for statement in (
        "DELETE FROM record_entry",
        "DELETE FROM record_patient",
        "UPDATE record_entryversion SET answers = '{}'",
        "INSERT INTO record_entryversion SELECT * FROM record_entryversion",
        "UPDATE record_entry SET answers = '{}'",  # without counting the version up
    ):
        with acting(cast.actor("ana")), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_not_even_the_owner_of_the_tables_alters_a_version(cast: Cast, patient: Patient) -> None:
    _save(cast, patient)
    with as_role("selnet_owner"), pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        EntryVersion.objects.update(answers={})


def test_the_headline_says_what_is_known(cast: Cast, patient: Patient) -> None:
    _save(cast, patient, form="demographics", answers={"sex": "female", "birth_year": "1974"})
    with acting(cast.actor("ana")):
        line = headline(patient)
        assert line.tumour == ""
        assert line.sex


def test_an_entry_says_itself_in_one_line(cast: Cast, patient: Patient) -> None:
    entry = _save(cast, patient)
    assert "72 mm" in summary_of(entry, patient, "en")


def test_answers_that_are_kept_but_not_used_are_no_facts(cast: Cast, patient: Patient) -> None:
    found = {"mol_date": "2026-06-26", "mol_result": "not_detected", "mol_alteration": "fusion"}
    _save(cast, patient, form="molecular", answers=found)
    with acting(cast.actor("ana")):
        assert facts_of(patient).value("mol_result") == "not_detected"
        assert facts_of(patient).value("mol_alteration") is None


def test_the_headline_leaves_out_what_adds_nothing(cast: Cast, patient: Patient) -> None:
    answers = {"presentation_date": "2026-05-18", "site": "C49.2"}
    _save(cast, patient, answers=answers | {"side": "left"})
    with acting(cast.actor("ana")):
        assert headline(patient).site.endswith(", left")
    _save(cast, patient, answers=answers | {"side": "not_applicable"}, expected_version=1)
    with acting(cast.actor("ana")):
        assert "," not in headline(patient).site.removeprefix(headline(patient).site.split(",")[0])
