"""Sign-in at one's own institution, against a provider that really answers over HTTP."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import pytest
from django.http import HttpResponse
from django.test import Client

from cast import Cast, give_second_factor
from selnet.network.models import Person


class Provider(ThreadingHTTPServer):
    """The smallest OpenID Connect provider: says of everybody what `claims` holds."""

    claims: dict[str, object] = {}


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def _answer(self, data: dict[str, object]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(data).encode())

    def do_GET(self) -> None:
        here = f"http://127.0.0.1:{self.server.server_port}"
        if self.path.endswith("openid-configuration"):
            self._answer({
                "issuer": here, "authorization_endpoint": f"{here}/authorize", "token_endpoint": f"{here}/token",
                "userinfo_endpoint": f"{here}/userinfo", "jwks_uri": f"{here}/jwks",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            })  # fmt: skip
        else:
            self._answer(self.server.claims)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer({"access_token": "a-token", "token_type": "Bearer"})

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def provider(settings: object) -> Iterator[Provider]:
    server = Provider(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    app = {
        "provider_id": "centro", "name": "Centro de Referencia", "client_id": "selnet", "secret": "s",
        "settings": {"server_url": f"http://127.0.0.1:{server.server_port}", "email_domains": ["centro.example"]},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}  # type: ignore[attr-defined]
    yield server
    server.shutdown()


@pytest.fixture
def paula(cast: Cast) -> Person:
    cast.paula.email = "paula@centro.example"
    cast.paula.save()
    cast.paula.emailaddress_set.update(email=cast.paula.email)
    return cast.paula


def _sign_in(provider: Provider, **claims: object) -> tuple[Client, HttpResponse]:
    provider.claims = {"sub": "p-1", "email": "paula@centro.example", "email_verified": True, "name": "Paula"} | claims
    client = Client()
    assert "Sign in with Centro de Referencia" in client.get("/account/login/").content.decode()
    leaving = client.post("/account/oidc/centro/login/").headers["Location"]
    assert leaving.startswith(f"http://127.0.0.1:{provider.server_port}/authorize")
    state = parse_qs(urlparse(leaving).query)["state"][0]
    return client, client.get("/account/oidc/centro/login/callback/", {"code": "x", "state": state})


def test_an_institution_signs_its_people_in_and_the_second_factor_is_still_asked(provider: Provider, paula: Person) -> None:
    give_second_factor(paula)
    client, answer = _sign_in(provider)
    assert answer.headers["Location"] == "/account/second-factor/authenticate/"
    assert client.get("/network/me/").status_code == 302


def test_without_a_second_factor_one_is_set_up_first(provider: Provider, paula: Person) -> None:
    client, answer = _sign_in(provider)
    assert answer.status_code == 302
    assert client.get("/network/me/").headers["Location"] == "/account/second-factor/"


def test_it_speaks_for_its_own_domain_only(provider: Provider, cast: Cast) -> None:
    client, answer = _sign_in(provider, email="ana@example.org")
    assert "_auth_user_id" not in client.session
    assert "by invitation" in answer.content.decode()


def test_an_address_that_it_did_not_verify_opens_nothing(provider: Provider, paula: Person) -> None:
    client, _answer = _sign_in(provider, email_verified=False)
    assert "_auth_user_id" not in client.session


def test_it_makes_no_account(provider: Provider, cast: Cast) -> None:
    before = Person.objects.count()
    _sign_in(provider, email="stranger@centro.example")
    assert Person.objects.count() == before
