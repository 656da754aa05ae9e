"""The pages of the network: who gets which, in which language."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cast import Cast, signed_in
from selnet.network import demo
from selnet.network.models import Institution, Membership, Person

FOR_ALL = ["/network/", "/network/people/", "/network/roles/", "/network/me/", "/network/me/edit/", "/network/me/notices/",
           "/network/welcome/", "/notices/", "/account/sessions/", "/account/second-factor/"]  # fmt: skip
FOR_ADMINISTRATORS = ["/network/institutions/new/", "/network/countries/new/", "/network/invitations/new/"]


@pytest.mark.parametrize("name", ["ana", "ada", "stella"])
def test_every_member_reads_the_directory(cast: Cast, name: str) -> None:
    client = signed_in(cast.people[name])
    for address in [*FOR_ALL, f"/network/institutions/{cast.centre.pk}/", f"/network/people/{cast.paula.pk}/"]:
        assert client.get(address).status_code == 200, address


def test_administration_is_no_page_for_others(cast: Cast) -> None:
    for address in [*FOR_ADMINISTRATORS, f"/network/people/{cast.paula.pk}/roles/new/"]:
        assert signed_in(cast.ada).get(address).status_code == 200, address
        assert signed_in(cast.ana).get(address).status_code == 404, address


def test_pages_need_a_signed_in_person(cast: Cast) -> None:
    for address in [*FOR_ALL, *FOR_ADMINISTRATORS]:
        assert Client().get(address).headers["Location"].startswith("/account/login/?next="), address


def test_addresses_are_shown_to_those_who_manage_people(cast: Cast) -> None:
    page = f"/network/people/{cast.paula.pk}/"
    assert b"paula@example.org" in signed_in(cast.boris).get(page).content
    assert b"paula@example.org" not in signed_in(cast.ana).get(page).content


def test_people_are_searched_by_post(cast: Cast) -> None:
    client = signed_in(cast.ana)
    found = client.post("/network/people/", {"words": "paula referencia"}).content.decode()
    assert "Paula Sevilla" in found
    assert "Chiara" not in found
    assert "Nobody is found" in signed_in(cast.ada).post("/network/people/", {"words": "'; DROP TABLE"}).content.decode()


def test_an_institution_is_added_on_its_page_or_the_faults_are_named(cast: Cast) -> None:
    client = signed_in(cast.ada)
    answers = {"name": "Hospital Nuevo", "kind": "hospital", "country_id": "PE", "city": "Puno", "latitude": "-15.8",
               "longitude": "-70.0", "time_zone": "America/Lima", "beds": "", "closed_on": ""}  # fmt: skip
    wrong = client.post("/network/institutions/new/", answers | {"latitude": "95", "time_zone": "Moon/Base"})
    assert wrong.status_code == 422
    assert not Institution.objects.filter(name="Hospital Nuevo").exists()
    added = client.post("/network/institutions/new/", answers)
    assert added.headers["Location"] == f"/network/institutions/{Institution.objects.get(name='Hospital Nuevo').pk}/"
    again = client.post("/network/institutions/new/", answers)
    assert again.status_code == 422
    assert "already has an institution of that name" in again.content.decode()


def test_the_language_is_kept_with_the_person(cast: Cast) -> None:
    client = signed_in(cast.paula)
    answer = client.post("/language/", {"language": "pt", "next": "/network/me/"})
    assert answer.headers["Location"] == "/network/me/"
    assert Person.objects.get(pk=cast.paula.pk).language == "pt"
    assert '<html lang="pt"' in client.get("/network/me/").content.decode()


def test_before_sign_in_the_language_is_kept_in_the_browser(cast: Cast) -> None:
    client = Client()
    client.post("/language/", {"language": "es", "next": "/account/login/"})
    assert '<html lang="es"' in client.get("/account/login/").content.decode()


@pytest.mark.parametrize("next_page", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_the_language_switch_leads_nowhere_else(next_page: str, db: None) -> None:
    assert Client().post("/language/", {"language": "es", "next": next_page}).headers["Location"] == "/"


def test_an_unknown_language_changes_nothing(cast: Cast) -> None:
    signed_in(cast.paula).post("/language/", {"language": "xx", "next": "/"})
    assert Person.objects.get(pk=cast.paula.pk).language == "en"


def test_a_role_is_ended_by_post_only(cast: Cast) -> None:
    row = cast.paula.memberships.get()
    client = signed_in(cast.boris)
    assert client.get(f"/network/memberships/{row.pk}/end/").status_code == 405
    assert client.post(f"/network/memberships/{row.pk}/end/").status_code == 302
    row.refresh_from_db()
    assert row.ended_at


def test_refusals_are_said_on_the_page_one_came_from(cast: Cast) -> None:
    row = cast.ada.memberships.get()
    page = f"http://testserver/network/people/{cast.ada.pk}/"
    answer = signed_in(cast.ada).post(f"/network/memberships/{row.pk}/end/", HTTP_REFERER=page, follow=True)
    assert "last network administrator" in answer.content.decode()
    row.refresh_from_db()
    assert row.ended_at is None


def test_demo_help_appears_in_demo_mode_and_for_demo_accounts_only(cast: Cast, settings: object) -> None:
    Person.objects.filter(pk=cast.paula.pk).update(email="paula@demo.selnet.example")
    cast.paula.refresh_from_db()
    demo.provide_totp(cast.paula, "JBSWY3DPEHPK3PXP")
    assert demo.present_code(cast.paula) == ""
    assert "Paula" not in Client().get("/account/login/").content.decode()
    settings.DEMO = True  # type: ignore[attr-defined]
    assert "Paula Sevilla" in Client().get("/account/login/").content.decode()
    assert "Ana Cusco" not in Client().get("/account/login/").content.decode()
    assert len(demo.present_code(cast.paula)) == 6
    assert demo.present_code(cast.ana) == ""
    with pytest.raises(ValueError, match="demo"):
        demo.provide_totp(cast.ana, "JBSWY3DPEHPK3PXP")


def _places(client: Client) -> list[str]:
    page = client.get("/network/me/").content.decode()
    return re.findall(r'<li><a href="([^"]+)"', page[page.index('<nav class="nav"') : page.index("</nav>")])


def test_the_bar_shows_the_places_that_the_role_opens(cast: Cast) -> None:
    care = ["/", "/patients/", "/cases/"]
    assert _places(signed_in(cast.ana)) == [*care, "/network/"]
    assert _places(signed_in(cast.boris)) == [*care, "/boards/", "/network/"]
    assert _places(signed_in(cast.stella)) == ["/", "/patients/", "/network/"]
    assert _places(signed_in(cast.otto)) == ["/", "/network/", "/audit/"]
    assert _places(signed_in(cast.ada)) == ["/", "/network/"]


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", ["/network/", "/network/people/", "/network/invitations/new/"])
def test_a_larger_network_asks_the_database_no_more_often(
    cast: Cast, as_worker: Callable[[], AbstractContextManager[None]], address: str
) -> None:
    with as_worker():
        Membership.objects.create(person=cast.dora, institution=cast.hospital, role="national_coordinator")
    client = signed_in(cast.dora)
    client.get(address)
    few = _queries(client, address)
    with as_worker():
        for number in range(12):
            place = Institution.objects.create(
                name=f"Clinic {number}", kind="hospital", country_id="PE", city="Lima", latitude=-12, longitude=-77,
                time_zone="America/Lima",
            )  # fmt: skip
            person = Person.objects.create_user(f"n{number}@example.org", name=f"Name {number}")
            Membership.objects.create(person=person, institution=place, role="surgeon")
    assert _queries(client, address) == few
