"""Who sees a patient. The rule in SQL (guard.sql) and the rule in Python (patients_visible_to) give the same answer for every
member of the cast, and raw SQL shows no more than either."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from cast import Cast
from roles import as_role
from selnet.access.api import UserError, acting, system
from selnet.network.models import Membership
from selnet.opinions.cases.api import Request, open_case
from selnet.record.api import AccessGrant, Consent, Patient, attachments, consents, entries, grants, patients, patients_visible_to
from selnet.record.models import Entry

CAST = ("ana", "dora", "boris", "paula", "ramon", "sergio", "marta", "rita", "chema", "chiara", "ada", "otto", "stella")
DEPENDENT = ("record_entry", "record_entryversion", "record_consent", "record_attachment")


@pytest.fixture
def patient(cast: Cast) -> Patient:
    with acting(cast.actor("ana")):
        patient = patients.open(actor=cast.actor("ana"), institution_id=cast.hospital.pk)
        entries.save(actor=cast.actor("ana"), patient=patient, form="presentation", answers={"size_mm": "72"}, status="draft")
        return patient


def _who_sees(cast: Cast, patient: Patient) -> set[str]:
    seen = set()
    for name in CAST:
        actor = cast.actor(name)
        with acting(actor), connection.cursor() as cursor:
            cursor.execute("SELECT id FROM record_patient")
            by_sql = {row[0] for row in cursor.fetchall()}
            by_python = set(patients_visible_to(actor).values_list("pk", flat=True))
            assert by_sql == by_python, f"{name}: the two rules disagree"
            for table in DEPENDENT:
                cursor.execute(f"SELECT patient_id FROM {table}")
                assert {row[0] for row in cursor.fetchall()} <= by_sql, f"{name} reads {table} of a patient they may not see"
            if patient.pk in by_sql:
                seen.add(name)
    return seen


def _grant(cast: Cast, patient: Patient, **to: int) -> None:
    with acting(cast.actor("ana")):
        grants.share(actor=cast.actor("ana"), patient_id=patient.pk, why=AccessGrant.Why.CASE, source="case:1", **to)


def test_the_treating_institution_sees_its_patient_and_nobody_else_does(cast: Cast, patient: Patient) -> None:
    assert _who_sees(cast, patient) == {"ana", "dora"}


def test_a_case_opens_the_patient_to_those_who_triage_at_the_centre(cast: Cast, patient: Patient) -> None:
    _grant(cast, patient, institution_id=cast.centre.pk)
    assert _who_sees(cast, patient) == {"ana", "dora", "boris"}


def test_an_invited_expert_sees_the_patient_until_the_invitation_ends(cast: Cast, patient: Patient) -> None:
    _grant(cast, patient, person_id=cast.paula.pk)
    assert _who_sees(cast, patient) == {"ana", "dora", "paula"}
    with acting(cast.actor("ana")):
        grants.end(actor=cast.actor("ana"), patient_id=patient.pk, source="case:1")
    assert _who_sees(cast, patient) == {"ana", "dora"}


def test_study_staff_see_who_agreed_and_no_longer_once_withdrawn(cast: Cast, patient: Patient) -> None:
    def answer(state: str) -> None:
        with acting(cast.actor("ana")):
            consents.answer(
                actor=cast.actor("ana"), patient=patient, scope="registry", state=state, answered_on=date(2026, 5, 29)
            )

    answer(Consent.State.GIVEN)
    assert _who_sees(cast, patient) == {"ana", "dora", "stella"}
    answer(Consent.State.WITHDRAWN)
    assert _who_sees(cast, patient) == {"ana", "dora"}


def test_study_staff_read_forms_but_no_file_and_no_case(cast: Cast, patient: Patient) -> None:
    ana, stella = cast.actor("ana"), cast.actor("stella")
    with acting(ana):
        consents.answer(actor=ana, patient=patient, scope="registry", state="given", answered_on=date(2026, 5, 29))
        attachments.keep_made(actor=ana, patient=patient, content=b"%PDF-1.7", kind="letter", title="Letter")
        open_case(actor=ana, patient_id=patient.pk, request=Request("first_presentation", "routine", "Which operation?"))
    with acting(stella), connection.cursor() as cursor:
        for table, rows in (("record_entry", 1), ("record_attachment", 0), ("cases_case", 0)):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (rows,), table
        assert attachments.attachments_of(stella, patient) == []


def test_study_staff_change_nothing(cast: Cast, patient: Patient) -> None:
    with acting(cast.actor("ana")):
        consents.answer(actor=cast.actor("ana"), patient=patient, scope="registry", state="given", answered_on=date(2026, 5, 29))
    with acting(cast.actor("stella")):
        assert Entry.objects.update(version=2) == 0


def test_emergency_access_opens_the_patient_for_four_hours(cast: Cast, patient: Patient) -> None:
    with acting(cast.actor("chiara")):
        grants.break_glass(
            actor=cast.actor("chiara"), pseudonym=patient.pseudonym.lower(), pack="sarcoma",
            reason="Patient arrived bleeding at our emergency room",
        )  # fmt: skip
    assert _who_sees(cast, patient) == {"ana", "dora", "chiara"}
    with as_role("selnet_worker"):  # time goes by; the application itself may only end a grant
        AccessGrant.objects.filter(person_id=cast.chiara.pk).update(
            granted_at=timezone.now() - timedelta(hours=5), expires_at=timezone.now() - timedelta(hours=1)
        )
    assert _who_sees(cast, patient) == {"ana", "dora"} or pytest.fail("an emergency access outlived its time")


def test_emergency_access_needs_a_reason_and_a_real_pseudonym(cast: Cast, patient: Patient) -> None:
    with acting(cast.actor("chiara")):
        for pseudonym, reason in ((patient.pseudonym, "because"), ("SN-0000-0001", "Patient arrived bleeding tonight")):
            with pytest.raises(UserError):
                grants.break_glass(actor=cast.actor("chiara"), pseudonym=pseudonym, reason=reason, pack="sarcoma")
    assert _who_sees(cast, patient) == {"ana", "dora"}


def test_whoever_left_sees_nothing(cast: Cast, patient: Patient, as_worker: object) -> None:
    with as_worker():  # type: ignore[operator]
        Membership.objects.filter(person=cast.dora).update(ended_at=timezone.now())
        cast.ana.is_active = False
        cast.ana.deactivated_at = timezone.now()
        cast.ana.save()
    assert _who_sees(cast, patient) == set()


def test_nobody_can_share_a_patient_they_do_not_see(cast: Cast, patient: Patient) -> None:
    with acting(cast.actor("chiara")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record_patient")
        assert cursor.fetchone() == (0,)
    from django.db.utils import ProgrammingError

    with pytest.raises(ProgrammingError, match="row-level security"), acting(cast.actor("chiara")):
        AccessGrant.objects.create(patient_id=patient.pk, person_id=cast.chiara.pk, why="case", source="mine")


def test_a_forgotten_setting_shows_nobody(cast: Cast, patient: Patient) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM record_patient")
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_every_table_of_a_patient_is_guarded() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE c.relkind = 'r' AND a.attname = 'patient_id' AND c.relname NOT LIKE 'pg_%'"
        )
        guarded = dict(cursor.fetchall())
    assert len(guarded) >= 15
    assert [table for table, on in guarded.items() if not on] == []


def test_the_platform_itself_is_named_with_its_reason() -> None:
    assert str(system("reminder")) == "system:reminder"
