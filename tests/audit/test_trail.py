"""The screen of the trail."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cast import Cast, signed_in_english
from roles import as_role
from selnet.access.api import acting
from selnet.network.api import Membership
from selnet.record.api import Patient, patients


@pytest.fixture
def patient(cast: Cast) -> Patient:
    """Opened by Ana and looked at by Dora."""
    with acting(cast.actor("ana")):
        opened = patients.open(actor=cast.actor("ana"), institution_id=cast.hospital.pk)
    with acting(cast.actor("dora")):
        patients.noticed(cast.actor("dora"), opened)
    return opened


def _shown(client: Client, query: str = "") -> str:
    return str(client.get(reverse("audit:trail") + query).content.decode())


def _ask(client: Client, **sent: Any) -> Any:
    return client.post(reverse("audit:trail"), sent)


def test_events_are_told_in_words(cast: Cast, patient: Patient) -> None:
    shown = _shown(signed_in_english(cast.otto))
    assert "Opened a new patient" in shown
    assert "Looked at the record" in shown
    assert cast.dora.name in shown
    assert patient.pseudonym in shown


def test_it_is_asked_by_person_pseudonym_action_and_day(cast: Cast, patient: Patient) -> None:
    officer = signed_in_english(cast.otto)
    for sent, seen, unseen in [
        ({"person": cast.dora.pk}, "<div>Looked at", "<div>Opened a new patient"),
        ({"action": "record.patient.opened"}, "<div>Opened a", "<div>Looked at"),
        ({"pseudonym": patient.pseudonym.lower()}, "<div>Looked at", "No event like this"),
        ({"day": "2020-01-01"}, "No event like this", '<td data-label="What">'),
    ]:
        answer = _ask(officer, **sent)
        assert answer.status_code == 302
        assert patient.pseudonym not in answer["Location"]
        shown = str(officer.get(answer["Location"]).content.decode())
        assert seen in shown
        assert unseen not in shown


def test_nonsense_is_said_and_changes_nothing(cast: Cast, patient: Patient) -> None:
    officer = signed_in_english(cast.otto)
    for sent in ({"pseudonym": "SN-0000-0000"}, {"person": "x"}, {"action": "x"}, {"day": "31/02/2026"}):
        assert _ask(officer, **sent).status_code == 422
    for query in ("?person=x", "?patient=x", "?day=2026-02-31", "?page=x", "?person=" + "9" * 40, "?action=%00"):
        assert officer.get(reverse("audit:trail") + query).status_code == 200


@pytest.mark.parametrize("who", ["ana", "boris", "stella", "ada", "dora"])
def test_only_reviewers_open_it(cast: Cast, patient: Patient, who: str) -> None:
    assert signed_in_english(cast.people[who]).get(reverse("audit:trail")).status_code == 404


def test_an_officer_of_one_institution_reviews_that_institution_only(cast: Cast, patient: Patient) -> None:
    with as_role("selnet_worker"):
        Membership.objects.create(person=cast.ada, institution=cast.elsewhere, role="data_protection_officer")
    officer = signed_in_english(cast.ada)
    shown = _shown(officer)
    assert patient.pseudonym not in shown
    assert "<div>Looked at" not in shown
    assert _ask(officer, pseudonym=patient.pseudonym).status_code == 422


def test_the_reviewer_sees_pseudonyms_and_never_the_record(cast: Cast, patient: Patient) -> None:
    officer = signed_in_english(cast.otto)
    assert patient.pseudonym in _shown(officer)
    assert officer.get(reverse("record:patient", args=[patient.pk])).status_code == 404
    with acting(cast.actor("otto")):
        assert not Patient.objects.exists()


def test_an_address_with_nonsense_asks_for_nothing(cast: Cast) -> None:
    nonsense = "?person=²&patient=x&day=31-31&page=²"  # a superscript counts as a digit for Python, not as a number
    assert signed_in_english(cast.otto).get(reverse("audit:trail") + nonsense).status_code == 200
