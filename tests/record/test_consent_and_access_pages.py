"""Consents, emergency access, and who looked."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from browsing import page, text_of
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

import hostile
from cast import Cast, signed_in_english
from roles import as_role
from selnet.access.api import acting
from selnet.audit.models import AuditEvent
from selnet.network.models import Notice
from selnet.record.api import AccessGrant, Attachment, Consent, Patient, grants, patients

REASON = "Unconscious in our emergency room, bleeding from the tumour"


def _answer(cast: Cast, patient: Patient, who: str = "ana", **sent: Any) -> Any:
    given = {"answered_on": "2026-05-29"} | sent
    return signed_in_english(cast.people[who]).post(page("consents", patient.pk), given)


def _consents(cast: Cast) -> list[tuple[str, str]]:
    with acting(cast.actor("ana")):
        return list(Consent.objects.order_by("recorded_at", "scope").values_list("scope", "state"))


# --- consents


def test_several_purposes_are_answered_on_one_form_with_its_scan(cast: Cast, patient: Patient) -> None:
    scan = SimpleUploadedFile("signed Quispe.pdf", hostile.pdf())
    assert _answer(cast, patient, scope_care="given", scope_registry="refused", scan=scan).status_code == 302
    assert _consents(cast) == [("care", "given"), ("registry", "refused")]
    with acting(cast.actor("ana")):
        assert {consent.scan_id for consent in Consent.objects.all()} == {Attachment.objects.get().pk}
    shown = text_of(signed_in_english(cast.ana).get(page("consents", patient.pk)))
    assert "Given 29 May 2026" in " ".join(shown.replace("<", " <").split()) or "Given" in shown
    assert "signed form" in shown


def test_the_same_answers_sent_twice_are_recorded_once(cast: Cast, patient: Patient) -> None:
    _answer(cast, patient, scope_care="given")
    _answer(cast, patient, scope_care="given")
    assert _consents(cast) == [("care", "given")]


def test_a_consent_is_withdrawn_and_what_was_given_stays_in_the_history(cast: Cast, patient: Patient) -> None:
    _answer(cast, patient, scope_registry="given")
    assert _answer(cast, patient, scope_registry="withdrawn", answered_on="2026-06-01").status_code == 302
    assert _consents(cast) == [("registry", "given"), ("registry", "withdrawn")]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"scope_care": "given", "answered_on": "2999-01-01"},
        {"scope_care": "given", "answered_on": "yesterday"},
        {"scope_care": "withdrawn"},
        {"scope_care": "nonsense"},
    ],
)
def test_nonsense_records_nothing(cast: Cast, patient: Patient, sent: dict[str, str]) -> None:
    assert _answer(cast, patient, **sent).status_code == 422
    assert _consents(cast) == []


def test_a_scan_that_is_none_records_no_answer(cast: Cast, patient: Patient) -> None:
    answer = _answer(cast, patient, scope_care="given", scan=SimpleUploadedFile("scan.pdf", b"MZ" + b"\0" * 99))
    assert answer.status_code == 422
    assert "This file is a program" in text_of(answer)
    assert _consents(cast) == []


@pytest.mark.parametrize("who", ["dora", "boris", "chiara"])
def test_consents_are_recorded_by_the_treating_team_only(cast: Cast, patient: Patient, who: str) -> None:
    assert _answer(cast, patient, who, scope_care="given").status_code == 404
    assert _consents(cast) == []


# --- emergency


def _break_glass(cast: Cast, patient: Patient, who: str = "chiara", **sent: str) -> Any:
    return signed_in_english(cast.people[who]).post(page("emergency"), {"pseudonym": patient.pseudonym, "reason": REASON} | sent)


def test_an_emergency_opens_the_record_for_four_hours_and_the_officers_are_told(cast: Cast, patient: Patient) -> None:
    with acting(cast.actor("ana")):
        named = patients.open(actor=cast.actor("ana"), institution_id=cast.hospital.pk, identity={"family_name": "Quispe"})
    answer = _break_glass(cast, named)
    assert answer["Location"] == page("patient", named.pk)
    client = signed_in_english(cast.chiara)
    shown = text_of(client.get(page("patient", named.pk)))
    assert "Emergency access." in shown
    assert client.get(page("identity", named.pk)).status_code == 404
    assert client.get(page("patient", patient.pk)).status_code == 404
    with as_role("selnet_worker"):
        assert list(Notice.objects.values_list("person_id", "kind", "link")) == [
            (cast.otto.pk, "record.emergency", reverse("audit:trail"))
        ]
    with time_machine.travel(timezone.now() + timedelta(hours=4, minutes=1), tick=True):
        assert not AccessGrant.objects.filter(expires_at__gt=timezone.now()).exists()


def test_sent_twice_it_opens_and_tells_once(cast: Cast, patient: Patient) -> None:
    _break_glass(cast, patient)
    _break_glass(cast, patient)
    with as_role("selnet_worker"):
        assert AccessGrant.objects.filter(why="break_glass").count() == 1
        assert Notice.objects.count() == 1


@pytest.mark.parametrize(
    "sent", [{"reason": "please"}, {"reason": " " * 40}, {"pseudonym": "SN-0000-0000"}, {"pseudonym": "Quispe"}]
)
def test_without_a_reason_or_a_pseudonym_nothing_opens(cast: Cast, patient: Patient, sent: dict[str, str]) -> None:
    assert _break_glass(cast, patient, **sent).status_code == 422
    with as_role("selnet_worker"):
        assert not AccessGrant.objects.exists()


@pytest.mark.parametrize("who", ["stella", "otto", "ada"])
def test_only_those_who_treat_break_the_glass(cast: Cast, patient: Patient, who: str) -> None:
    assert _break_glass(cast, patient, who).status_code == 404


def test_the_officer_sees_it_on_the_trail_and_ends_it(cast: Cast, patient: Patient) -> None:
    _break_glass(cast, patient)
    officer = signed_in_english(cast.otto)
    shown = text_of(officer.get(reverse("audit:trail")))
    assert "End access" in shown
    assert patient.pseudonym in shown
    assert REASON in shown
    with as_role("selnet_worker"):
        grant = AccessGrant.objects.get()
    assert signed_in_english(cast.ana).post(page("end_emergency", grant.pk)).status_code == 404
    assert officer.post(page("end_emergency", grant.pk)).status_code == 302
    assert signed_in_english(cast.chiara).get(page("patient", patient.pk)).status_code == 404
    assert officer.post(page("end_emergency", grant.pk)).status_code == 404  # already ended


# --- who looked


def test_the_treating_team_sees_who_may_see_the_record_and_who_looked(cast: Cast, patient: Patient) -> None:
    ana = cast.actor("ana")
    with acting(ana):
        grants.share(actor=ana, patient_id=patient.pk, why=AccessGrant.Why.CASE, source="case:x", institution_id=cast.centre.pk)
    signed_in_english(cast.boris).get(page("patient", patient.pk))
    shown = text_of(signed_in_english(cast.ana).get(page("access", patient.pk)))
    assert f"Coordinators of {cast.centre.name}" in shown
    assert "Asked for an opinion" in shown
    assert cast.boris.name in shown
    assert "Looked at the record" in shown


def test_whoever_is_asked_does_not_see_who_else_looked(cast: Cast, patient: Patient) -> None:
    ana = cast.actor("ana")
    with acting(ana):
        grants.share(actor=ana, patient_id=patient.pk, why=AccessGrant.Why.CASE, source="case:x", institution_id=cast.centre.pk)
    shown = text_of(signed_in_english(cast.boris).get(page("access", patient.pk)))
    assert "Who looked is shown to the treating institution" in shown
    assert "Looked at the record" not in shown
    with acting(cast.actor("boris")):
        assert not AuditEvent.objects.filter(patient_id=patient.pk).exists()
