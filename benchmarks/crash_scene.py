"""The scene of the crash benchmark: two hospitals, two people, one case, and a browser-like client for each person.

People sign in over HTTP with password and one-time code, as everybody does.
"""

import http.client
import http.cookiejar
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "selnet.config.settings")
os.environ["SELNET_DATABASE_ROLE"] = "worker"
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import django

django.setup()

from django.db import connection  # noqa: E402

from cast import PASSWORD, make_cast  # noqa: E402
from selnet.access.api import acting  # noqa: E402
from selnet.config.demo.second_factor import code_now  # noqa: E402
from selnet.network.api import actor_for  # noqa: E402
from selnet.network.demo import DEMO_DOMAIN, provide_totp  # noqa: E402
from selnet.network.models import Notice  # noqa: E402
from selnet.opinions.cases.api import Request, accept, open_case, send  # noqa: E402
from selnet.opinions.cases.models import Message  # noqa: E402
from selnet.record.api import patients  # noqa: E402

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PATIENCE = 180  # seconds for the mails of jobs that a killed worker held


class Sender:
    """One person at one browser, without scripts."""

    def __init__(self, url: str, case_url: str, email: str) -> None:
        self._url, self._case_url, self._email = url, case_url, email
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))

    def sign_in(self) -> None:
        self._post("/account/login/", {"login": self._email, "password": PASSWORD})
        self._post("/account/second-factor/authenticate/", {"code": code_now(SECRET)})
        with self._opener.open(self._url + self._case_url, timeout=20) as page:
            assert b"SELNET" in page.read()

    def write(self, text: str) -> bool:
        """Sends one message; True when the answer acknowledged it. A failure is tried no second time: a person would see it."""
        try:
            status, where = self._post(f"{self._case_url}messages/", {"text": text, "key": str(uuid4())})
        except (urllib.error.URLError, OSError, http.client.HTTPException):
            time.sleep(0.3)
            return False
        return status == 200 and self._case_url in where

    def _post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        token = next((cookie.value for cookie in self._jar if cookie.name == "csrftoken"), None)
        if token is None:
            self._opener.open(self._url + path, timeout=20).read()
            token = next(cookie.value for cookie in self._jar if cookie.name == "csrftoken")
        body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token or ""}).encode()
        request = urllib.request.Request(self._url + path, body, {"Referer": self._url + path})
        with self._opener.open(request, timeout=30) as answer:
            return answer.status, answer.url


class Scene:
    def __init__(self, url: str) -> None:
        self._url = url

    def set(self) -> None:
        cast = make_cast()
        for person in (cast.ana, cast.boris):
            person.email = person.email.split("@")[0] + DEMO_DOMAIN
            person.notice_settings = {"cases.message": "each"}
            person.save()
            provide_totp(person, SECRET)
        self._emails = [cast.ana.email, cast.boris.email]
        ana, boris = actor_for(cast.ana), actor_for(cast.boris)
        with acting(ana):
            patient = patients.open(actor=ana, institution_id=cast.hospital.pk)
            request = Request("first_presentation", "routine", "Which operation?", cast.centre.pk)
            case = open_case(actor=ana, patient_id=patient.pk, request=request)
            case = send(actor=ana, case_id=case.pk, expected_version=case.version, incomplete_reason="Only a scene")
        with acting(boris):
            accept(actor=boris, case_id=case.pk, expected_version=case.version)
        self._case = case.pk
        connection.close()

    def wait_until_ready(self) -> None:
        for _attempt in range(240):
            try:
                urllib.request.urlopen(self._url + "/account/login/", timeout=5).read()
            except OSError:
                time.sleep(0.25)
            else:
                return
        raise TimeoutError("the platform did not answer within a minute")

    def sign_in(self) -> None:
        """Once for all rounds: a one-time code works once."""
        self._senders = [Sender(self._url, f"/cases/{self._case}/", email) for email in self._emails]
        for sender in self._senders:
            sender.sign_in()

    def person(self, number: int) -> Sender:
        return self._senders[number]

    def found(self, texts: list[str]) -> int:
        connection.close()
        return Message.objects.filter(case_id=self._case, text__in=texts).count()

    def mailed(self, texts: list[str]) -> int:
        """Messages whose notice was mailed; waits for jobs that a killed worker held."""
        messages = {str(pk) for pk in Message.objects.filter(case_id=self._case, text__in=texts).values_list("pk", flat=True)}
        abouts = [f"case:{self._case}:message:{pk}" for pk in messages]
        until = time.monotonic() + PATIENCE
        while True:
            count = Notice.objects.filter(about__in=abouts, mailed_at__isnull=False).count()
            if count >= len(abouts) or time.monotonic() > until:
                return count
            time.sleep(1)
