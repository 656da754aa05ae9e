"""What every answer carries: nothing is kept by browsers, nothing foreign runs in a page, cookies stay with us."""

import pytest
from addresses import DECLARED, Asked
from as_person import Asking, taken_back
from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from cast import PASSWORD, signed_in

STRICT = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}
SANDBOXED = {"sandbox", "default-src 'none'"}  # files of patients: whatever is inside never runs as a page of ours


def _policy(answer: HttpResponseBase) -> set[str]:
    return set(answer.headers.get("Content-Security-Policy", "").split("; "))


def _check(answer: HttpResponseBase) -> None:
    assert _policy(answer) in (STRICT, SANDBOXED)
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("asked", DECLARED, ids=str)
def test_every_answer_is_strict_and_no_browser_keeps_it(asking: Asking, asked: Asked) -> None:
    """Asked by somebody for whom it opens, by a stranger, and by nobody."""
    insiders = sorted((asked.rule.reads or frozenset()) | (asked.rule.acts or frozenset()))[:1]
    for name in [*insiders, "chiara"]:
        for method in ("GET", "POST"):
            with taken_back():
                answer = asking.ask(asking.browsers[name], method, asked)
            _check(answer)
            assert "no-store" in answer.headers["Cache-Control"], f"{method} as {name}"
    with taken_back():
        _check(asking.ask(asking.nobody, "GET", asked))


def test_a_page_that_breaks_is_as_strict(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("selnet.record.views.patient.patient_frame", broken)
    client = signed_in(asking.scene.cast.ana)
    client.raise_request_exception = False
    with taken_back():
        answer = client.get(reverse("record:patient", args=[asking.scene.keys("main")["patient_id"]]))
    assert answer.status_code == 500
    _check(answer)
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_signing_in_gives_cookies_that_scripts_and_other_sites_do_not_get(asking: Asking) -> None:
    client = Client()
    with taken_back():
        client.get(reverse("account_login"))
        client.post(reverse("account_login"), {"login": asking.scene.cast.ana.email, "password": PASSWORD})
        client.post(reverse("set_language"), {"language": "pt"})
    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME} == set(client.cookies)
    for name, cookie in client.cookies.items():
        assert cookie["samesite"] == "Lax", name
        assert cookie["httponly"] or name == settings.CSRF_COOKIE_NAME, name
    assert not client.cookies[settings.SESSION_COOKIE_NAME]["max-age"], "the session ends with the browser"


def test_over_https_no_cookie_travels_in_clear() -> None:
    assert settings.SESSION_COOKIE_SECURE == settings.CSRF_COOKIE_SECURE == settings.HTTPS
