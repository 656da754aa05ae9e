"""Signing in with password and second factor, and everything that must not work."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from cast import PASSWORD, TOTP_SECRET, Cast, give_second_factor, signed_in
from selnet.audit.models import AuditEvent
from selnet.config.demo.second_factor import code_at, code_now
from selnet.network.models import Person

AsWorker = Callable[[], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def _no_tries_yet(db: None) -> None:
    cache.clear()


def _sign_in(email: str, password: str = PASSWORD, client: Client | None = None) -> HttpResponse:
    return (client or Client()).post("/account/login/", {"login": email, "password": password})


def test_password_then_code_opens_the_account(cast: Cast) -> None:
    give_second_factor(cast.paula)
    client = Client()
    assert _sign_in("paula@example.org", client=client).headers["Location"] == "/account/second-factor/authenticate/"
    assert client.get("/network/me/").status_code == 302  # the password alone opens nothing
    wrong = client.post("/account/second-factor/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    assert "This code is not right" in wrong.content.decode()
    assert client.post("/account/second-factor/authenticate/", {"code": code_now(TOTP_SECRET)}).status_code == 302
    assert client.get("/network/me/").status_code == 200


def test_a_code_is_good_once(cast: Cast) -> None:
    give_second_factor(cast.paula)
    code = code_now(TOTP_SECRET)
    for expected in (302, 200):
        client = Client()
        _sign_in("paula@example.org", client=client)
        assert client.post("/account/second-factor/authenticate/", {"code": code}).status_code == expected


def test_an_old_code_is_refused(cast: Cast) -> None:
    give_second_factor(cast.paula)
    client = Client()
    _sign_in("paula@example.org", client=client)
    old = code_at(TOTP_SECRET, timezone.now().timestamp() - 120)
    assert client.post("/account/second-factor/authenticate/", {"code": old}).status_code == 200


def test_the_key_of_the_app_is_sealed_in_the_database(cast: Cast) -> None:
    client = signed_in(cast.paula)
    Authenticator.objects.filter(user=cast.paula).delete()
    _confirm_password(client)
    page = client.get("/account/second-factor/totp/activate/").content.decode()
    secret = re.search(r'data-copy="([A-Z2-7]{32})"', page)
    assert secret
    client.post("/account/second-factor/totp/activate/", {"code": code_now(secret[1])})
    kept = Authenticator.objects.get(user=cast.paula, type="totp")
    assert secret[1] not in str(kept.data)
    assert client.get("/network/me/").status_code == 200


def _confirm_password(client: Client) -> None:
    assert client.post("/account/reauthenticate/", {"password": PASSWORD}).status_code == 302


@pytest.mark.parametrize("name", ["ana", "boris", "paula", "dora", "stella", "otto"])
def test_who_sees_patients_must_set_up_a_second_factor_first(cast: Cast, name: str) -> None:
    client = Client()
    client.force_login(cast.people[name])
    for address in ("/network/me/", "/network/", "/notices/", "/account/password/change/", "/account/sessions/"):
        assert client.get(address).headers["Location"] == "/account/second-factor/", address
    assert client.get("/account/second-factor/").status_code == 200
    assert client.post("/language/", {"language": "pt", "next": "/account/second-factor/"}).status_code == 302
    assert client.post("/account/logout/").status_code == 302


def test_who_sees_no_patient_may_do_without(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.ada)
    assert client.get("/network/me/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.paula, type=Authenticator.Type.RECOVERY_CODES, data={})
    client = Client()
    client.force_login(cast.paula)
    assert client.get("/network/me/").headers["Location"] == "/account/second-factor/"


def test_the_last_second_factor_stays(cast: Cast) -> None:
    client = signed_in(cast.paula)
    _confirm_password(client)
    page = client.post("/account/second-factor/totp/deactivate/")
    assert "a second factor must stay" in page.content.decode()
    assert Authenticator.objects.filter(user=cast.paula, type="totp").exists()


def test_known_and_unknown_addresses_get_the_same_answers(cast: Cast) -> None:
    """Six tries each: wrong password five times, then the lock; every answer alike."""
    for _try in range(6):
        known, unknown = _sign_in("paula@example.org", "wrong-wrong-wrong"), _sign_in("nobody@example.org", "wrong-wrong-wrong")
        assert known.status_code == unknown.status_code
        assert _plain(known) == _plain(unknown).replace("nobody@", "paula@")
    assert "Too many tries" in known.content.decode()


def _plain(page: HttpResponse) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", page.content.decode())


def test_the_lock_holds_against_the_right_password_and_opens_by_itself(cast: Cast) -> None:
    give_second_factor(cast.paula)
    for _try in range(5):
        _sign_in("paula@example.org", "wrong-wrong-wrong")
    assert "Too many tries" in _sign_in("paula@example.org").content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert _sign_in("paula@example.org").status_code == 302


def test_a_deactivated_account_says_so_only_to_who_knows_the_password(cast: Cast) -> None:
    Person.objects.filter(pk=cast.paula.pk).update(is_active=False, deactivated_at=timezone.now())
    assert "is not right" in _sign_in("paula@example.org", "wrong-wrong-wrong").content.decode()
    assert _sign_in("paula@example.org").headers["Location"] == "/account/inactive/"


def test_a_forgotten_password_is_asked_for_alike_and_changed_by_the_mail(cast: Cast) -> None:
    answers = [Client().post("/account/password/reset/", {"email": f"{name}@example.org"}) for name in ("paula", "nobody")]
    assert [answer.headers["Location"] for answer in answers] == ["/account/password/reset/done/"] * 2
    to_paula = next(message for message in mail.outbox if message.to == ["paula@example.org"])
    # the installation's own address, whatever host the request named
    link = re.search(rf"{settings.BASE_URL}(/account/password/reset/key/\S+)", to_paula.body)
    assert link
    client = Client()
    page = client.get(link[1], follow=True)
    address = page.redirect_chain[-1][0]
    weak = client.post(address, {"password1": "password1234", "password2": "password1234"})
    assert weak.status_code == 200
    assert client.post(address, {"password1": "three-owls-read-tables", "password2": "three-owls-read-tables"}).status_code == 302
    cast.paula.refresh_from_db()
    assert cast.paula.check_password("three-owls-read-tables")
    assert "does not work any more" in Client().get(link[1], follow=True).content.decode()


def test_a_new_password_ends_the_other_sessions(cast: Cast) -> None:
    here, there = signed_in(cast.paula), signed_in(cast.paula)
    answers = {"oldpassword": PASSWORD, "password1": "three-owls-read-tables", "password2": "three-owls-read-tables"}
    assert here.post("/account/password/change/", answers).status_code == 302
    assert there.get("/network/me/").status_code == 302
    assert [message.subject for message in mail.outbox] == ["SELNET: your password was changed"]


def test_nobody_signs_up(cast: Cast) -> None:
    page = Client().post("/account/signup/", {"email": "new@example.org", "password1": "three-owls-read-tables"})
    assert "by invitation" in page.content.decode()
    assert not Person.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("password", ["short", "123456789012", "password1234", "paula.example", "qwertyuiop12"])
def test_weak_passwords_are_refused(cast: Cast, password: str) -> None:
    client = signed_in(cast.paula)
    page = client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": password, "password2": password})
    assert page.status_code == 200
    cast.paula.refresh_from_db()
    assert cast.paula.check_password(PASSWORD)


def test_signing_in_and_changing_the_ways_in_stand_in_the_trail(
    cast: Cast, as_worker: Callable[[], AbstractContextManager[None]]
) -> None:
    client = Client()
    _sign_in("ada@example.org", client=client)
    answers = {"oldpassword": PASSWORD, "password1": "three-owls-read-tables", "password2": "three-owls-read-tables"}
    client.post("/account/password/change/", answers)
    _sign_in("ada@example.org", "wrong-wrong-wrong")
    with as_worker():
        written = list(AuditEvent.objects.filter(person_id=cast.ada.pk).order_by("at").values_list("action", flat=True))
    assert written == ["network.person.signed_in", "network.password.changed"]
