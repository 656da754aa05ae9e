"""A network begins with one command; afterwards the command has nothing left to do."""

import argparse
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from cast import Cast
from roles import as_role
from selnet.access.api import Refused, acting
from selnet.config.commands import begin
from selnet.network.models import Institution, Person
from selnet.network.selectors import actor_for
from selnet.network.services.beginning import FirstAdministrator, begin_network
from selnet.network.services.institutions import InstitutionData

WORDS = {
    "email": "ada@office.example", "name": "Ada", "language": "es", "office": "Network office", "city": "Madrid", "country": "es",
    "region": "europe", "latitude": 40.4, "longitude": -3.7, "time_zone": "Europe/Madrid",
}  # fmt: skip


def _run(**changes: Any) -> int:
    with as_role("selnet_worker"):
        return begin.run(argparse.Namespace(**(WORDS | changes)))


@pytest.mark.django_db
def test_the_first_administrator_chooses_a_password_by_mail_and_may_add_institutions(client: Client) -> None:
    assert _run() == 0
    ada = Person.objects.get(email="ada@office.example")
    assert actor_for(ada).has_everywhere("network.manage")  # type: ignore[arg-type]
    client.post("/account/password/reset/", {"email": ada.email})
    link = re.search(r"https?://[^/]+(/account/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert link
    page = client.get(link[1], follow=True)
    chosen = {"password1": "seven-quiet-lanterns-91", "password2": "seven-quiet-lanterns-91"}
    client.post(page.redirect_chain[-1][0], chosen)
    client.post("/account/login/", {"login": ada.email, "password": "seven-quiet-lanterns-91"})
    assert client.get("/network/institutions/new/").status_code == 200


@pytest.mark.django_db
def test_a_second_time_nothing_changes(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run() == 0
    assert _run(email="other@office.example", office="Another office") == 1
    assert "administrator already" in capsys.readouterr().out
    assert Institution.objects.count() == Person.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"country": "XX1"}, {"country": "zz"}, {"time_zone": "Madrid"}, {"latitude": 140.0}, {"email": "ada"}]
)
def test_what_is_wrong_is_said_and_nothing_is_made(wrong: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(**wrong) == 1
    assert "Nothing was changed" in capsys.readouterr().out
    assert not Person.objects.exists()


def test_nobody_signed_in_begins_a_network(cast: Cast) -> None:
    office = InstitutionData("Another office", "network_office", "ES", "Madrid", 40.4, -3.7, "Europe/Madrid")
    ada = cast.actor("ada")
    with acting(ada), pytest.raises(Refused):
        begin_network(actor=ada, office=office, region="europe", first=FirstAdministrator("x@example.org", "X", "en"))
