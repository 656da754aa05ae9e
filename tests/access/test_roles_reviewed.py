"""The roles, reviewed: nothing is granted that nobody asks for, nothing is asked for that nobody holds, and the page that a
data-protection officer signs says all of it. At the network's office nobody sees a record but the statistician, and she only
those who agreed."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from django.utils.translation import override

import selnet
from cast import Cast, signed_in
from roles import as_role
from selnet.access.api import ROLES, Permission, acting, sees_patients
from selnet.network.api import Membership, Person
from selnet.network.models import Institution
from selnet.network.permission_words import PERMISSION_WORDS
from selnet.network.rules import AT_OFFICE, roles_to_give
from selnet.record.api import Patient, consents, entries, patients

SOURCE = Path(selnet.__file__).parent
SAID_ELSEWHERE = {"access/roles.py", "access/permissions.py", "network/permission_words.py", "config/navigation.py"}
IN_SQL = re.compile(r"actor_(?:institutions|everywhere)\('([\w.]+)'\)")
TO_A_RECORD = {Permission.PATIENT_VIEW, Permission.STUDY_READ, Permission.IDENTITY_OPEN, Permission.ENTRY_EDIT}


@pytest.mark.parametrize("permission", Permission)
def test_a_permission_is_held_by_a_role(permission: Permission) -> None:
    assert any(permission in role.permissions for role in ROLES.values())


def _asked_for() -> Iterator[str]:
    """Names of permissions that code names outside the lists of them, and values that the rules of the database name."""
    for path in SOURCE.rglob("*.py"):
        if str(path.relative_to(SOURCE)) not in SAID_ELSEWHERE:
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Permission":
                    yield node.attr
    for path in SOURCE.rglob("*.sql"):
        yield from (Permission(value).name for value in IN_SQL.findall(path.read_text()))


def test_every_permission_is_asked_for_somewhere() -> None:
    unused = {permission.name for permission in Permission} - set(_asked_for())
    assert not unused, f"granted by roles, asked for nowhere: {sorted(unused)}. Ask for them where they matter, or take them out."


@pytest.mark.parametrize("slug", ROLES)
def test_prose_that_says_sees_no_patient_is_true(slug: str) -> None:
    role = ROLES[slug]
    with override("en"):
        says_none = "sees no patient" in str(role.prose).lower()
    assert says_none == (not role.permissions & TO_A_RECORD and not sees_patients(slug)), role.prose


@pytest.mark.parametrize("name", ["otto", "ana"])
def test_the_page_of_roles_says_everything(cast: Cast, name: str) -> None:
    with as_role("selnet_worker"):
        Person.objects.filter(pk=cast.people[name].pk).update(language="en")
    page = signed_in(cast.people[name]).get(reverse("network:roles")).content.decode()
    text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))
    with override("en"):
        for role in ROLES.values():
            assert str(role.label) in text
            assert str(role.prose) in text
        words = {permission: str(said) for _group, rows in PERMISSION_WORDS for permission, said in rows}
        for permission in Permission:
            said = re.search(re.escape(words[permission]) + r"(.*?)(?=" + "|".join(map(re.escape, words.values())) + r"|$)", text)
            assert said, permission
            for role in ROLES.values():
                if permission in role.permissions:
                    assert str(role.label) in said[1], f"{role.slug} holds {permission}, the page does not say so"


# --- the office


@pytest.fixture
def two(cast: Cast) -> dict[str, Patient]:
    """Two patients of Ana's with an entry each: one agreed to the registry, one was not asked."""
    found = {}
    with acting(ana := cast.actor("ana")):
        for name in ("agreed", "not asked"):
            found[name] = patients.open(actor=ana, institution_id=cast.hospital.pk)
            entries.save(actor=ana, patient=found[name], form="presentation", answers={"size_mm": "72"}, status="draft")
        consents.answer(actor=ana, patient=found["agreed"], scope="registry", state="given", answered_on=date(2026, 5, 29))
    return found


def _rows(cast: Cast, name: str, tables: list[str]) -> dict[str, set[object]]:
    """Patients of whom the person gets a row out of each table, by raw SQL."""
    with acting(cast.actor(name)), connection.cursor() as cursor:
        seen = {}
        for table in tables:
            cursor.execute(f"SELECT {'id' if table == 'record_patient' else 'patient_id'} FROM {table}")
            seen[table] = {row[0] for row in cursor.fetchall()}
        return seen


def _tables_of_patients() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relkind = 'r' "
            "AND a.attname = 'patient_id' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'audit_auditevent'"
        )
        return ["record_patient", *sorted(row[0] for row in cursor.fetchall())]


@pytest.mark.parametrize("slug", ROLES)
def test_at_the_office_nobody_sees_a_record_but_the_statistician(cast: Cast, two: dict[str, Patient], slug: str) -> None:
    """Any role, even one that the rules would not let be given there."""
    with as_role("selnet_worker"):
        someone = Person.objects.create_user("someone@example.org", "quiet-harbour-47", name="Someone")
        Membership.objects.create(person=someone, institution=cast.office, role=slug)
        cast.people["someone"] = someone
    seen = _rows(cast, "someone", _tables_of_patients())
    agreed = {two["agreed"].pk}
    expected = agreed if slug == "statistician" else set()
    assert seen["record_patient"] == expected
    assert {table: rows for table, rows in seen.items() if rows - expected} == {}
    assert seen["record_identity"] == set()


def test_only_roles_that_see_no_record_are_given_at_the_office(cast: Cast) -> None:
    given = {role.slug for role in roles_to_give(cast.actor("ada"), cast.office)}
    assert given == AT_OFFICE
    assert {slug for slug in given if ROLES[slug].permissions & TO_A_RECORD} == {"statistician"}


def test_the_statistician_is_at_the_office_only(cast: Cast) -> None:
    """Elsewhere the role would open nothing; nobody is offered it there."""
    for place in Institution.objects.exclude(pk=cast.office.pk):
        assert "statistician" not in {role.slug for role in roles_to_give(cast.actor("ada"), place)}
