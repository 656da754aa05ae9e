"""What raw SQL as the application could try, and what the database answers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.utils import timezone

from cast import Cast, signed_in
from roles import as_role
from selnet.access.api import acting
from selnet.network.api import Membership
from selnet.record.api import AccessGrant, EntryStatus, entries, grants, patients
from selnet.record.models import Entry, Patient
from selnet.record.selectors import opened_by_grant, patients_visible_to


def _sql(text: str, values: list[object] | None = None) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return list(cursor.fetchall()) if cursor.description else []


@pytest.fixture
def patient(cast: Cast) -> Patient:
    ana = cast.actor("ana")
    with acting(ana):
        return patients.open(actor=ana, institution_id=cast.hospital.pk)


@pytest.mark.django_db
def test_functions_with_their_definers_rights_cannot_be_led_astray() -> None:
    """A temporary table, or a table of a schema put before ours, must not be read in the place of ours."""
    rows = _sql(
        "SELECT proname, proconfig, has_function_privilege('public', p.oid, 'execute') FROM pg_proc p "
        "JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public' AND prosecdef"
    )
    assert len(rows) >= 14
    assert [name for name, config, _public in rows if config != ["search_path=public, pg_temp"]] == []
    assert [name for name, _config, public in rows if public] == []


@pytest.mark.django_db
def test_the_application_makes_no_temporary_table() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        _sql("CREATE TEMPORARY TABLE network_membership (person_id bigint)")


@pytest.mark.django_db
def test_a_table_in_disguise_opens_nothing(cast: Cast, patient: Patient) -> None:
    """Were temporary tables allowed again: memberships invented in one give Chiara nothing."""
    with acting(cast.actor("chiara")):
        with as_role("selnet_owner"):
            _sql(
                "CREATE TEMPORARY TABLE network_membership "
                "(person_id bigint, institution_id bigint, role text, ended_at timestamptz)"
            )
            _sql(
                "INSERT INTO pg_temp.network_membership VALUES (%s, %s, 'referring_clinician', NULL)",
                [cast.chiara.pk, cast.hospital.pk],
            )
        assert _sql("SELECT id FROM public.record_patient") == []


@pytest.mark.django_db
def test_nobody_writes_the_trail_in_somebody_elses_name(cast: Cast) -> None:
    insert = (
        "INSERT INTO audit_auditevent (id, at, actor, person_id, action, object_kind, object_id, details, hash, previous_hash) "
        "VALUES (%s, now(), %s, %s, 'record.patient.read', 'patient', 'x', '{}', '', '')"
    )
    for actor, person in ((f"person:{cast.boris.pk}", cast.boris.pk), (f"person:{cast.boris.pk}", None), ("nobody", cast.ana.pk)):
        with acting(cast.actor("ana")), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            _sql(insert, [uuid4(), actor, person])
    with acting(cast.actor("ana")):
        _sql(insert, [uuid4(), f"person:{cast.ana.pk}", cast.ana.pk])


@pytest.mark.django_db
def test_an_entry_stays_with_its_patient(cast: Cast, patient: Patient) -> None:
    ana = cast.actor("ana")
    with acting(ana):
        other = patients.open(actor=ana, institution_id=cast.hospital.pk)
        entry = entries.save(actor=ana, patient=patient, form="demographics", answers={"sex": "female"}, status=EntryStatus.DRAFT)
        with pytest.raises(DatabaseError, match="stays where it was written"), transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(patient=other, version=entry.version + 1)


def _grant(patient: Patient, person: object) -> None:
    with as_role("selnet_worker"):
        AccessGrant.objects.create(patient=patient, person=person, why="case", source="case:1")


@pytest.mark.django_db
def test_a_grant_opens_nothing_to_somebody_without_a_role(cast: Cast, patient: Patient) -> None:
    """Paula was asked for an opinion and then left the centre: her account opens, the patient does not."""
    _grant(patient, cast.paula)
    page = f"/patients/{patient.pk}/"
    with acting(cast.actor("paula")):
        assert list(patients_visible_to(cast.actor("paula"))) == [patient]
        assert _sql("SELECT id FROM record_patient") == [(patient.pk,)]
    assert signed_in(cast.paula).get(page).status_code == 200
    with as_role("selnet_worker"):
        Membership.objects.filter(person=cast.paula).update(ended_at=timezone.now() + timedelta(seconds=1))
    with acting(cast.actor("paula")):
        assert _sql("SELECT id FROM record_patient") == []
        assert _sql("SELECT id FROM record_accessgrant WHERE person_id = %s", [cast.paula.pk])  # what was open stays known
        assert not patients_visible_to(cast.actor("paula")).exists()
        assert not opened_by_grant(cast.actor("paula"), patient.pk)
    assert signed_in(cast.paula).get(page).status_code == 404


@pytest.mark.django_db
def test_an_emergency_is_not_prolonged_nor_passed_on(cast: Cast, patient: Patient) -> None:
    with acting(cast.actor("sergio")):
        why = "Bleeding in the emergency room."
        grants.break_glass(actor=cast.actor("sergio"), pseudonym=patient.pseudonym, reason=why, pack="sarcoma")
        grant = AccessGrant.objects.get(person=cast.sergio)
        with pytest.raises(DatabaseError, match="a grant only ends"), transaction.atomic():
            AccessGrant.objects.filter(pk=grant.pk).update(expires_at=timezone.now() + timedelta(days=365))
        for person in (cast.sergio, cast.chiara):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                AccessGrant.objects.create(patient=patient, person=person, why="case", source="case:1")
        AccessGrant.objects.filter(pk=grant.pk).update(ended_at=timezone.now())
