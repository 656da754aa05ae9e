"""Roles are given and ended by those who may, audited, and never to oneself."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import DatabaseError, connection

from cast import Cast
from selnet.access.api import Refused, UserError, acting
from selnet.audit.models import AuditEvent
from selnet.network.models import Institution, Membership, Notice, Person
from selnet.network.rules import roles_to_give
from selnet.network.services.institutions import InstitutionData, add_institution, change_institution
from selnet.network.services.memberships import end_role, give_role

AsWorker = Callable[[], AbstractContextManager[None]]


def _held(person: Person) -> set[str]:
    return set(Membership.objects.filter(person=person, ended_at=None).values_list("role", flat=True))


def _give(cast: Cast, by: str, to: str, role: str, place: Institution) -> Membership:
    actor = cast.actor(by)
    with acting(actor):
        return give_role(actor=actor, person=cast.people[to], institution=place, role=role)


def _national_coordinator(cast: Cast, as_worker: AsWorker) -> None:
    """Dora coordinates Peru from the hospital."""
    with as_worker():
        Membership.objects.create(person=cast.dora, institution=cast.hospital, role="national_coordinator")


def test_a_coordinator_gives_roles_at_the_own_centre_only(cast: Cast) -> None:
    _give(cast, "boris", "paula", "surgeon", cast.centre)
    assert _held(cast.paula) == {"pathologist", "surgeon"}
    with pytest.raises(Refused):
        _give(cast, "boris", "paula", "surgeon", cast.hospital)


@pytest.mark.parametrize("role", ["network_administrator", "data_protection_officer", "statistician", "national_coordinator"])
def test_a_coordinator_gives_no_role_that_oversees_others(cast: Cast, role: str) -> None:
    with pytest.raises(Refused):
        _give(cast, "boris", "paula", role, cast.centre)


def test_a_national_coordinator_gives_roles_in_the_own_country(cast: Cast, as_worker: AsWorker) -> None:
    _national_coordinator(cast, as_worker)
    with as_worker():
        clinic = Institution.objects.create(
            name="Clínica del Sur", kind="hospital", country_id="PE", city="Arequipa", latitude=-16.4, longitude=-71.5,
            time_zone="America/Lima",
        )  # fmt: skip
    _give(cast, "dora", "ana", "surgeon", clinic)
    with pytest.raises(Refused):
        _give(cast, "dora", "ana", "surgeon", cast.centre)


def test_a_national_coordinator_has_no_say_at_the_office_of_the_network(cast: Cast, as_worker: AsWorker) -> None:
    _national_coordinator(cast, as_worker)
    with as_worker():
        Institution.objects.filter(pk=cast.office.pk).update(country_id="PE")
    cast.office.refresh_from_db()
    with pytest.raises(Refused):
        _give(cast, "dora", "ana", "educator", cast.office)


def test_no_role_that_sees_patients_is_held_at_the_office(cast: Cast) -> None:
    given = {role.slug for role in roles_to_give(cast.actor("ada"), cast.office)}
    assert "centre_coordinator" not in given
    assert "data_manager" not in given
    assert "network_administrator" in given


@pytest.mark.parametrize("by", ["ana", "paula", "otto", "stella"])
def test_others_give_no_role_anywhere(cast: Cast, by: str) -> None:
    for place in (cast.hospital, cast.centre, cast.office):
        with pytest.raises(Refused):
            _give(cast, by, "chiara", "educator", place)


def test_nobody_gives_a_role_to_themselves(cast: Cast) -> None:
    with pytest.raises(UserError, match="themselves"):
        _give(cast, "ada", "ada", "centre_coordinator", cast.centre)
    assert _held(cast.ada) == {"network_administrator"}


def test_the_same_role_twice_is_refused_in_words(cast: Cast) -> None:
    with pytest.raises(UserError, match="already is"):
        _give(cast, "ada", "paula", "pathologist", cast.centre)


def test_giving_and_ending_a_role_is_audited_and_told(cast: Cast, as_worker: AsWorker) -> None:
    membership = _give(cast, "boris", "paula", "surgeon", cast.centre)
    actor = cast.actor("boris")
    with acting(actor):
        end_role(actor=actor, membership=membership)
        end_role(actor=actor, membership=membership)  # a double click changes nothing
    with as_worker():
        events = AuditEvent.objects.filter(object_kind="membership", object_id=str(membership.pk))
        assert sorted(events.values_list("action", flat=True)) == ["network.role.ended", "network.role.given"]
        assert set(Notice.objects.filter(person=cast.paula).values_list("kind", flat=True)) == {
            "network.role_given",
            "network.role_ended",
        }


def test_the_last_administrator_stays(cast: Cast) -> None:
    mine = Membership.objects.select_related("institution").get(person=cast.ada)
    actor = cast.actor("ada")
    with acting(actor), pytest.raises(UserError, match="last network administrator"):
        end_role(actor=actor, membership=mine)
    _give(cast, "ada", "otto", "network_administrator", cast.office)
    with acting(actor):
        end_role(actor=actor, membership=mine)
    assert _held(cast.ada) == set()


@contextmanager
def _audit_refuses() -> Iterator[None]:
    """The application may not write the trail any more; undone with the test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE selnet_owner; REVOKE INSERT ON audit_auditevent FROM selnet_app; SET ROLE selnet_app")
        yield
        cursor.execute("SET ROLE selnet_owner; GRANT INSERT ON audit_auditevent TO selnet_app; SET ROLE selnet_app")


def test_no_role_is_given_when_its_audit_row_cannot_be_written(cast: Cast) -> None:
    with _audit_refuses(), pytest.raises(DatabaseError, match="audit_auditevent"):
        _give(cast, "boris", "paula", "surgeon", cast.centre)
    assert _held(cast.paula) == {"pathologist"}


DATA = InstitutionData(
    name="Hospital Nuevo", kind="hospital", country_id="PE", city="Puno", latitude=-15.8, longitude=-70.0,
    time_zone="America/Lima",
)  # fmt: skip


def test_only_whoever_manages_the_network_adds_institutions(cast: Cast) -> None:
    for name in ("ana", "boris", "otto"):
        with pytest.raises(Refused):
            add_institution(actor=cast.actor(name), data=DATA)
    with acting(cast.actor("ada")):
        added = add_institution(actor=cast.actor("ada"), data=DATA)
    assert Institution.objects.get(pk=added.pk).city == "Puno"


def test_a_name_is_taken_once_a_country(cast: Cast) -> None:
    actor = cast.actor("ada")
    with acting(actor):
        add_institution(actor=actor, data=DATA)
        with pytest.raises(UserError, match="already has") as refused:
            add_institution(actor=actor, data=InstitutionData(**{**_fields(), "name": "HOSPITAL NUEVO"}))
    assert refused.value.field == "name"


def test_no_institution_becomes_the_office(cast: Cast) -> None:
    actor = cast.actor("ada")
    with acting(actor), pytest.raises(UserError, match="office"):
        change_institution(
            actor=actor, institution=cast.hospital, data=InstitutionData(**{**_fields(), "kind": "network_office"})
        )


def _fields() -> dict[str, object]:
    return {name: getattr(DATA, name) for name in InstitutionData.__dataclass_fields__}
