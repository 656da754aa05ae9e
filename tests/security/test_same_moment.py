"""Pages sent at the same moment: nothing is doubled or lost, and whoever comes second is told, never answered with 500."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from cast import Cast, make_cast, signed_in
from roles import as_role
from selnet.access.api import acting
from selnet.network.api import Person
from selnet.network.models import Invitation
from selnet.network.services.invitations import invite
from selnet.opinions.boards.models import BoardMember
from selnet.opinions.boards.services.boards import NewBoard, make
from selnet.record import vault
from selnet.record.api import Consent, Entry, Patient, patients
from selnet.record.models import Attachment

TIMES = 3
Sent = Callable[[Client], HttpResponse]


@pytest.fixture(scope="module")
def cast(committing: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    folder: Path = tmp_path_factory.mktemp("races")
    former = settings.VAULT_KEYS, settings.MEDIA_ROOT
    settings.VAULT_KEYS, settings.MEDIA_ROOT = folder / "vault.json", folder / "files"
    vault.make_keys(settings.VAULT_KEYS)
    with as_role("selnet_worker"):
        made = make_cast()
    yield made
    settings.VAULT_KEYS, settings.MEDIA_ROOT = former


@pytest.fixture(scope="module")
def patient(cast: Cast) -> Patient:
    with acting(cast.actor("ana")):
        return patients.open(actor=cast.actor("ana"), institution_id=cast.hospital.pk)


def _at_once(person: Person, *sent: Sent) -> list[HttpResponse]:
    """Each sent by a browser and a connection of its own."""
    browsers = [signed_in(person) for _page in sent]
    ready, answers = Barrier(len(sent)), dict[int, HttpResponse]()

    def send(number: int) -> None:
        try:
            ready.wait()
            answers[number] = sent[number](browsers[number])
        finally:
            connections.close_all()

    threads = [Thread(target=send, args=(number,)) for number in range(len(sent))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[number] for number in range(len(sent))]


def _count(model: type, **where: object) -> int:
    with as_role("selnet_worker"):
        return int(model.objects.filter(**where).count())  # type: ignore[attr-defined]


def test_a_new_patient_sent_three_times_is_one(cast: Cast) -> None:
    key = str(uuid4())
    body = {"institution": cast.hospital.pk, "new_id": key, "local_number": "HV-1", "family_name": "Invented"}
    answers = _at_once(cast.ana, *[lambda browser: browser.post("/patients/new/", body)] * TIMES)
    assert [answer.status_code for answer in answers] == [302] * TIMES
    assert len({answer["Location"] for answer in answers}) == 1
    assert _count(Patient, pk=key) == 1


def test_a_new_entry_sent_three_times_is_one(cast: Cast, patient: Patient) -> None:
    body = {"new_id": str(uuid4()), "img_date": "03/2024", "do": "draft"}
    url = f"/patients/{patient.pk}/add/imaging/"
    answers = _at_once(cast.ana, *[lambda browser: browser.post(url, body)] * TIMES)
    assert [answer.status_code for answer in answers] == [302] * TIMES
    assert len({answer["Location"] for answer in answers}) == 1


def test_different_entries_of_one_form_all_stand(cast: Cast, patient: Patient) -> None:
    before = _count(Entry, patient=patient, form="recurrence")
    url = f"/patients/{patient.pk}/add/recurrence/"

    def entry(year: int) -> Sent:
        body = {"new_id": str(uuid4()), "recurrence_date": str(year), "do": "draft"}
        return lambda browser: browser.post(url, body)

    answers = _at_once(cast.ana, *[entry(2020 + number) for number in range(TIMES)])
    assert [answer.status_code for answer in answers] == [302] * TIMES
    assert _count(Entry, patient=patient, form="recurrence") == before + TIMES


def test_of_two_who_change_an_entry_one_is_shown_the_others(cast: Cast, patient: Patient) -> None:
    url = f"/patients/{patient.pk}/add/demographics/"
    first = signed_in(cast.ana).post(url, {"new_id": str(uuid4()), "sex": "female", "birth_year": "1970", "do": "draft"})

    def change(year: int) -> Sent:
        return lambda browser: browser.post(first["Location"], {"version": 1, "birth_year": str(year), "do": "draft"})

    answers = _at_once(cast.ana, change(1971), change(1972))
    assert sorted(answer.status_code for answer in answers) == [302, 409]


def test_a_consent_and_a_file_sent_three_times_stand_once(cast: Cast, patient: Patient) -> None:
    body = {"answered_on": "01/02/2024", "scope_registry": "given"}
    answers = _at_once(cast.ana, *[lambda browser: browser.post(f"/patients/{patient.pk}/consents/", body)] * TIMES)
    assert [answer.status_code for answer in answers] == [302] * TIMES
    assert _count(Consent, patient=patient, scope="registry") == 1
    drawn = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(drawn, "PNG")

    def upload(browser: Client) -> HttpResponse:
        file = SimpleUploadedFile("x.png", drawn.getvalue())
        return browser.post(f"/patients/{patient.pk}/files/", {"kind": "image", "title": "MRI", "file": file})

    answers = _at_once(cast.ana, *[upload] * TIMES)
    assert [answer.status_code for answer in answers] == [302] * TIMES
    assert _count(Attachment, patient=patient) == 1


def test_a_member_added_twice_sits_once(cast: Cast) -> None:
    with acting(cast.actor("boris")):
        board = make(actor=cast.actor("boris"), new=NewBoard(cast.centre.pk, "Board", "sarcoma", "Europe/Madrid"))
    body = {"person": cast.chema.pk, "discipline": "surgery", "is_chair": "on"}
    answers = _at_once(cast.boris, *[lambda browser: browser.post(f"/boards/{board.pk}/members/", body)] * TIMES)
    assert [answer.status_code for answer in answers] == [302] * TIMES
    assert _count(BoardMember, board=board) == 1


def test_a_key_of_somebody_elses_patient_opens_nothing(cast: Cast, patient: Patient) -> None:
    body = {"institution": cast.elsewhere.pk, "new_id": str(patient.pk)}
    assert signed_in(cast.chiara).post("/patients/new/", body).status_code == 404
    assert _count(Patient, pk=patient.pk, institution=cast.hospital) == 1


def test_an_invitation_sent_twice_is_mailed_once(cast: Cast) -> None:
    body = {"email": "newcomer@example.org", "institution": cast.hospital.pk, "role": "educator", "language": "en"}
    answers = _at_once(cast.ada, *[lambda browser: browser.post("/network/invitations/new/", body)] * TIMES)
    assert sorted(answer.status_code for answer in answers) == [302, 422, 422]
    assert _count(Invitation, email=body["email"]) == 1


def test_a_link_opened_twice_makes_one_account_and_says_so(cast: Cast) -> None:
    with acting(cast.actor("ada")):
        sent = invite(
            actor=cast.actor("ada"), email="twice@example.org", institution=cast.hospital, role="educator", language="en"
        )
    body = {"name": "Twice Clicked", "language": "en", "time_zone": "UTC", "password": "three-owls-read-tables"}
    answers = _at_once(cast.ada, *[lambda _browser: Client().post(f"/invitation/{sent.secret}/", body)] * TIMES)
    assert sorted(answer.status_code for answer in answers) == [302, 404, 404]
    gone = next(answer for answer in answers if answer.status_code == 404)
    assert "Go to sign-in" in gone.content.decode()
    assert _count(Person, email="twice@example.org") == 1
