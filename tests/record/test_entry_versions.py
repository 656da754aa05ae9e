"""Every state of a form is kept; what is done to it as a whole, and by whom."""

import re

import pytest
from browsing import drafted, page, text_of
from typing_in import IMAGING, changed, entry_of, new_imaging, posted

from cast import Cast, signed_in_english
from selnet.access.api import acting
from selnet.record.api import AccessGrant, EntryStatus, EntryVersion, Patient, grants

# --- versions


def test_a_change_after_complete_needs_a_reason(cast: Cast, patient: Patient) -> None:
    new_imaging(cast, patient)
    answer = changed(cast, entry_of(cast), modality="ct")
    assert answer.status_code == 422
    assert 'href="#reason"' in text_of(answer)
    assert changed(cast, entry_of(cast), modality="ct", reason="Typing error").status_code == 302
    assert (entry_of(cast).version, entry_of(cast).change_reason) == (2, "Typing error")


def test_a_stale_tab_shows_both_and_loses_nothing(cast: Cast, patient: Patient) -> None:
    new_imaging(cast, patient, do="draft")
    first = entry_of(cast)
    changed(cast, first, "dora", do="draft", modality="ct")
    answer = changed(cast, first, do="draft", modality="xray", img_conclusion="Large mass")
    shown = text_of(answer)
    assert answer.status_code == 409
    assert entry_of(cast).answers["modality"] == "ct"
    assert "Somebody else changed this form meanwhile" in shown
    assert '<td data-label="What stands now">CT</td>' in shown
    assert '<td data-label="What you typed">X-ray</td>' in shown
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', shown))
    assert again["img_conclusion"] == "Large mass"
    assert signed_in_english(cast.ana).post(page("entry", patient.pk, first.pk), again).status_code == 302
    assert (entry_of(cast).answers["modality"], entry_of(cast).version) == ("xray", 3)


def test_the_history_shows_every_version_and_restores_one_as_a_new_one(cast: Cast, patient: Patient) -> None:
    new_imaging(cast, patient)
    changed(cast, entry_of(cast), modality="ct", reason="Typing error")
    entry = entry_of(cast)
    client = signed_in_english(cast.ana)
    shown = text_of(client.get(page("entry_history", patient.pk, entry.pk)))
    assert "Reason: Typing error" in shown
    assert re.search(r'<th scope="row">Modality</th><td data-label="Before">MRI</td><td data-label="After">CT</td>', shown)
    client.post(page("restore_entry", patient.pk, entry.pk), {"old": 1, "version": 2})
    assert (entry_of(cast).answers["modality"], entry_of(cast).version) == ("mri", 3)
    client.post(page("restore_entry", patient.pk, entry.pk), {"old": 2, "version": 2})  # stale
    assert entry_of(cast).version == 3
    with acting(cast.actor("ana")):
        assert EntryVersion.objects.count() == 3


def test_an_entry_is_removed_with_a_reason_and_comes_back(cast: Cast, patient: Patient) -> None:
    new_imaging(cast, patient)
    entry = entry_of(cast)
    client = signed_in_english(cast.ana)
    client.post(page("remove_entry", patient.pk, entry.pk), {"version": 1, "reason": ""})
    assert not entry_of(cast).removed
    client.post(page("remove_entry", patient.pk, entry.pk), {"version": 1, "reason": "Wrong patient"})
    assert entry_of(cast).removed
    assert "Imaging 1" not in text_of(client.get(page("patient", patient.pk)))
    assert "Wrong patient" in text_of(client.get(page("entry_history", patient.pk, entry.pk)))
    client.post(page("restore_entry", patient.pk, entry.pk), {"old": 1, "version": 2})
    assert not entry_of(cast).removed


def test_a_data_manager_verifies_and_locks_and_a_locked_form_is_only_read(cast: Cast, patient: Patient) -> None:
    new_imaging(cast, patient)
    entry = entry_of(cast)
    status = page("entry_status", patient.pk, entry.pk)
    assert posted(cast, status, "ana", status="verified", version=1).status_code == 404
    posted(cast, status, "dora", status="verified", version=1)
    posted(cast, status, "dora", status="locked", version=2)
    assert entry_of(cast).status == EntryStatus.LOCKED
    assert changed(cast, entry_of(cast), modality="ct", reason="Typing error").status_code == 404
    assert '<form method="post" action="' + page("entry", patient.pk, entry.pk) not in text_of(
        signed_in_english(cast.ana).get(page("entry", patient.pk, entry.pk))
    )
    posted(cast, status, "dora", status="complete", version=3, reason="")
    assert entry_of(cast).status == EntryStatus.LOCKED
    posted(cast, status, "dora", status="complete", version=3, reason="Late report")
    assert entry_of(cast).status == EntryStatus.COMPLETE


# --- who


def test_whoever_is_asked_reads_the_form_and_changes_nothing(cast: Cast, patient: Patient) -> None:
    new_imaging(cast, patient)
    entry = entry_of(cast)
    ana = cast.actor("ana")
    with acting(ana):
        grants.share(actor=ana, patient_id=patient.pk, why=AccessGrant.Why.CASE, source="case:x", person_id=cast.paula.pk)
    client = signed_in_english(cast.paula)
    shown = text_of(client.get(page("entry", patient.pk, entry.pk)))
    assert "Suspicious of malignancy" in shown
    assert "Mark complete" not in shown
    assert client.post(page("entry", patient.pk, entry.pk), {"version": 1} | IMAGING).status_code == 404
    assert signed_in_english(cast.chiara).get(page("entry", patient.pk, entry.pk)).status_code == 404
    assert signed_in_english(cast.chiara).get(page("entry_history", patient.pk, entry.pk)).status_code == 404


def test_an_entry_is_not_reached_through_another_patient(cast: Cast, patient: Patient) -> None:
    from selnet.record.api import patients

    entry = drafted(cast, patient, "imaging", imaging_date="2026-06-02")
    with acting(cast.actor("ana")):
        other = patients.open(actor=cast.actor("ana"), institution_id=cast.hospital.pk)
    assert signed_in_english(cast.ana).get(page("entry", other.pk, entry.pk)).status_code == 404


def test_forms_that_cases_and_boards_write_are_not_typed_here(cast: Cast, patient: Patient) -> None:
    client = signed_in_english(cast.ana)
    for form in ("opinion_request", "expert_opinion", "board", "nonsense"):
        assert client.get(page("new_entry", patient.pk, form)).status_code == 404


@pytest.mark.parametrize("form", ["demographics", "presentation", "pathology", "surgery", "systemic", "adverse_events"])
def test_every_kind_of_question_is_drawn(cast: Cast, patient: Patient, form: str) -> None:
    shown = text_of(signed_in_english(cast.ana).get(page("new_entry", patient.pk, form)))
    assert "Mark complete" in shown
    assert "Known already" in shown
