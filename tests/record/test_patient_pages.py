"""Finding, opening and reading a patient."""

from uuid import uuid4

import pytest
from browsing import drafted, page, saved, text_of
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cast import Cast, signed_in_english
from selnet.access.api import acting
from selnet.audit.models import AuditEvent
from selnet.record.api import AccessGrant, Patient, attachments, grants, patients
from selnet.record.models import Identity


def _open(cast: Cast, **identity: str) -> Patient:
    with acting(cast.actor("ana")):
        return patients.open(actor=cast.actor("ana"), institution_id=cast.hospital.pk, identity=identity)


def _new(cast: Cast, **changes: object) -> dict[str, object]:
    return {"institution": cast.hospital.pk, "new_id": uuid4(), "family_name": "Quispe", "local_number": "HV-1"} | changes


# --- finding


@pytest.mark.parametrize("typed", ["{code}", " {lower} ", "{bare}", "hv-20931", "HV- 20931"])
def test_a_patient_is_found_by_pseudonym_or_local_number_however_typed(cast: Cast, typed: str) -> None:
    patient = _open(cast, local_number="HV-20931")
    code = patient.pseudonym
    wanted = typed.format(code=code, lower=code.lower(), bare=code.replace("-", " "))
    answer = signed_in_english(cast.ana).post(page("find"), {"wanted": wanted})
    assert answer.status_code == 302
    assert answer["Location"] == page("patient", patient.pk)


@pytest.mark.parametrize("who", ["chiara", "boris", "stella"])
def test_nobody_finds_a_patient_whom_they_may_not_see(cast: Cast, who: str) -> None:
    patient = _open(cast, local_number="HV-20931")
    client = signed_in_english(cast.people[who])
    for wanted in (patient.pseudonym, "HV-20931", "SN-0000-0000", "'; drop table --"):
        answer = client.post(page("find"), {"wanted": wanted})
        assert answer.status_code == 422
        assert "No patient whom you may see" in text_of(answer)
    assert client.get(page("patient", patient.pk)).status_code == 404


def test_searching_stands_in_no_address(cast: Cast) -> None:
    assert signed_in_english(cast.ana).get(page("find"), {"wanted": "HV-1"}).status_code == 405


def test_the_list_shows_what_each_may_see_page_by_page(cast: Cast, patient: Patient) -> None:
    for _number in range(27):
        _open(cast)
    saved(cast, patient, "demographics", sex="female", birth_year="1974")
    first = text_of(signed_in_english(cast.ana).get(page("patients")))
    assert "28 patients" in first
    assert first.index(patient.pseudonym) < first.index("None yet")  # the newest entry first
    assert "Female, " in first
    assert patient.pseudonym not in text_of(signed_in_english(cast.ana).get(page("patients") + "?page=2"))
    assert "0 patients" in text_of(signed_in_english(cast.chiara).get(page("patients")))
    assert signed_in_english(cast.ada).get(page("patients")).status_code == 404


def test_the_list_makes_the_same_number_of_queries_for_few_and_many(cast: Cast, patient: Patient) -> None:
    client = signed_in_english(cast.ana)
    few = _queries(client, page("patients"))
    for _number in range(20):
        saved(cast, _open(cast), "demographics", sex="male")
    assert _queries(client, page("patients")) == few


def _queries(client: Client, url: str) -> int:
    client.get(url)  # the first page of a session also writes when and where it began
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


# --- opening


def test_a_patient_is_opened_under_a_pseudonym_and_the_name_goes_to_the_vault(cast: Cast) -> None:
    answer = signed_in_english(cast.ana).post(page("new"), _new(cast, birth_date="1974-03-05"))
    with acting(cast.actor("ana")):
        patient = Patient.objects.get()
        assert "Quispe" not in str(Identity.objects.get().sealed)
    assert answer["Location"] == page("new_entry", patient.pk, "demographics")


def test_the_page_sent_twice_opens_one_patient(cast: Cast) -> None:
    client, sent = signed_in_english(cast.ana), _new(cast)
    assert client.post(page("new"), sent)["Location"] == client.post(page("new"), sent)["Location"]
    with acting(cast.actor("ana")):
        assert Patient.objects.count() == 1


def test_the_same_local_number_is_warned_about_and_can_be_overruled(cast: Cast) -> None:
    first = _open(cast, local_number="hv-  1")
    client = signed_in_english(cast.ana)
    warned = client.post(page("new"), _new(cast))
    assert warned.status_code == 422
    assert first.pseudonym in text_of(warned)
    with acting(cast.actor("ana")):
        assert Patient.objects.count() == 1
    assert client.post(page("new"), _new(cast, same_number="on")).status_code == 302
    with acting(cast.actor("ana")):
        assert Patient.objects.count() == 2


def test_a_data_manager_opens_a_patient_without_a_name(cast: Cast) -> None:
    client = signed_in_english(cast.dora)
    assert "Family name" not in text_of(client.get(page("new")))
    assert client.post(page("new"), _new(cast)).status_code == 302
    with acting(cast.actor("ana")):
        assert not Identity.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"institution": "999999"}, {"birth_date": "31/02/1974"}, {"birth_date": "2974-01-01"}, {"family_name": "x" * 121}]
)
def test_nonsense_opens_nobody(cast: Cast, changes: dict[str, str]) -> None:
    assert signed_in_english(cast.ana).post(page("new"), _new(cast, **changes)).status_code == 422
    with acting(cast.actor("ana")):
        assert not Patient.objects.exists()


def test_nobody_opens_a_patient_at_another_institution(cast: Cast) -> None:
    assert signed_in_english(cast.ana).post(page("new"), _new(cast, institution=cast.elsewhere.pk)).status_code == 422
    assert signed_in_english(cast.paula).get(page("new")).status_code == 404


# --- the page


def test_the_page_tells_the_story(cast: Cast, patient: Patient) -> None:
    saved(cast, patient, "presentation", symptom_onset_date="2026-02-08", presentation_date="2026-05-04", site="C49.2",
          side="left", depth="deep", size_mm="72")  # fmt: skip
    saved(cast, patient, "imaging", imaging_date="2026-06-02", modality="mri", region="primary", imaging_result="suspicious")
    drafted(cast, patient, "surgery", surgery_date="2026-10-28", margin="r0")
    shown = text_of(signed_in_english(cast.ana).get(page("patient", patient.pk)))
    assert patient.pseudonym in shown
    assert "Last: Surgery, 28 Oct 2026" in shown
    assert "MRI, Primary tumour, Suspicious of malignancy" in shown
    assert "The course as a table (3 events)" in shown
    assert shown.count('class="rule"') > 0
    assert "72 mm" in shown
    assert "Not asked yet" in shown


def test_the_page_without_an_entry_says_what_next(cast: Cast, patient: Patient) -> None:
    shown = text_of(signed_in_english(cast.ana).get(page("patient", patient.pk)))
    assert "New patient: nothing recorded yet" in shown
    assert "Nothing recorded yet" in shown


def test_every_look_is_on_the_trail(cast: Cast, patient: Patient) -> None:
    signed_in_english(cast.dora).get(page("patient", patient.pk))
    with acting(cast.actor("ana")):
        looks = AuditEvent.objects.filter(action="record.patient.read", patient_id=patient.pk)
        assert list(looks.values_list("person_id", "details")) == [(cast.dora.pk, {"what": "page"})]


def test_the_page_makes_the_same_number_of_queries_with_5_and_50_entries(cast: Cast, patient: Patient) -> None:
    client = signed_in_english(cast.ana)
    _attach(cast, patient, 1)
    for number in range(5):
        saved(cast, patient, "imaging", imaging_date=f"2026-06-{number + 1:02d}")
    few = _queries(client, page("patient", patient.pk))
    _attach(cast, patient, 9)
    for number in range(45):
        saved(cast, patient, "imaging", imaging_date=f"2026-0{7 + number // 15}-{number % 15 + 1:02d}")
    assert _queries(client, page("patient", patient.pk)) == few
    assert few < 40


def _attach(cast: Cast, patient: Patient, count: int) -> None:
    ana = cast.actor("ana")
    with acting(ana):
        for number in range(count):
            upload = SimpleUploadedFile("a.txt", f"report {count} {number}".encode())
            attachments.add(actor=ana, patient=patient, upload=upload, kind="other")


def test_those_who_are_asked_read_but_do_not_keep_the_record(cast: Cast, patient: Patient) -> None:
    ana = cast.actor("ana")
    with acting(ana):
        grants.share(actor=ana, patient_id=patient.pk, why=AccessGrant.Why.CASE, source="case:x", person_id=cast.paula.pk)
    client = signed_in_english(cast.paula)
    shown = text_of(client.get(page("patient", patient.pk)))
    assert "Add entry" not in shown
    assert "Open, with a reason" not in shown
    assert client.get(page("choose_form", patient.pk)).status_code == 404
    assert client.get(page("new_entry", patient.pk, "surgery")).status_code == 404


# --- the name


def test_the_name_opens_with_a_reason_for_one_page_view(cast: Cast) -> None:
    patient = _open(cast, family_name="Quispe", birth_date="1974-03-05", local_number="HV-1")
    client = signed_in_english(cast.ana)
    assert "Quispe" not in text_of(client.get(page("identity", patient.pk)))
    assert client.post(page("identity", patient.pk), {"reason": "x"}).status_code == 422
    opened = client.post(page("identity", patient.pk), {"reason": "Phone call to the patient"})
    assert "Quispe" in text_of(opened)
    assert "5 Mar 1974" in text_of(opened)
    assert opened["Cache-Control"] == "no-store"
    assert "Quispe" not in text_of(client.get(page("identity", patient.pk)))
    assert "Quispe" not in text_of(client.get(page("patient", patient.pk)))
    with acting(cast.actor("ana")):
        event = AuditEvent.objects.get(action="record.identity.read")
        assert (event.person_id, event.details["reason"]) == (cast.ana.pk, "Phone call to the patient")
        assert "Quispe" not in str(list(AuditEvent.objects.values()))


def test_the_name_is_corrected_and_sealed(cast: Cast) -> None:
    patient = _open(cast, family_name="Quispe")
    client = signed_in_english(cast.ana)
    shown = client.post(page("identity", patient.pk), {"reason": "Check the name"})
    typed = {"do": "write", "family_name": "Mamani", "local_number": "HV-2", "as_of": shown.context["as_of"]}
    client.post(page("identity", patient.pk), typed)
    stale = client.post(page("identity", patient.pk), typed | {"family_name": "Huamán"})
    assert stale.status_code == 422
    opened = client.post(page("identity", patient.pk), {"reason": "Check the correction"})
    assert "Mamani" in text_of(opened)
    assert "Quispe" not in text_of(opened)


@pytest.mark.parametrize("who", ["dora", "chiara", "boris", "otto"])
def test_nobody_else_opens_the_name(cast: Cast, who: str) -> None:
    patient = _open(cast, family_name="Quispe")
    ana = cast.actor("ana")
    with acting(ana):
        grants.share(actor=ana, patient_id=patient.pk, why=AccessGrant.Why.CASE, source="case:x", institution_id=cast.centre.pk)
    client = signed_in_english(cast.people[who])
    assert client.get(page("identity", patient.pk)).status_code == 404
    assert client.post(page("identity", patient.pk), {"reason": "Phone call to the patient"}).status_code == 404
