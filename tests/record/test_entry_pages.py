"""Filling in a form: drawn from the dictionary, judged by the server, nothing lost."""

import html
import re
from uuid import uuid4

import pytest
from browsing import drafted, page, saved, text_of
from typing_in import IMAGING, changed, entry_of, new_imaging, posted

from cast import Cast, signed_in_english
from selnet.access.api import acting
from selnet.record.api import Entry, EntryStatus, Patient

# --- saving


def test_a_form_is_filled_and_complete(cast: Cast, patient: Patient) -> None:
    answer = new_imaging(cast, patient, img_size_a="72", img_size_b="5,5")
    assert answer["Location"] == page("patient", patient.pk)
    entry = entry_of(cast)
    assert (entry.status, entry.event_date) == (EntryStatus.COMPLETE, "2026-06-02")
    assert entry.answers["img_size_b"] == "5.5"
    assert entry.answers["img_size_max"] == "72"  # computed by the server, whatever the browser says


def test_a_form_sent_twice_makes_one_entry(cast: Cast, patient: Patient) -> None:
    key = uuid4()
    assert new_imaging(cast, patient, new_id=key).status_code == 302
    assert new_imaging(cast, patient, new_id=key).status_code == 302
    assert entry_of(cast).version == 1


def test_a_draft_needs_no_answer_and_stays_open(cast: Cast, patient: Patient) -> None:
    sent = {"do": "draft", "imaging_date": "2026", "modality": "", "region": "", "imaging_result": ""}
    answer = new_imaging(cast, patient, **sent)
    entry = entry_of(cast)
    assert answer["Location"] == page("entry", patient.pk, entry.pk)
    assert (entry.status, entry.answers) == (EntryStatus.DRAFT, {"imaging_date": "2026"})


def test_a_form_opened_from_elsewhere_leads_back_there_and_nowhere_else(cast: Cast, patient: Patient) -> None:
    assert new_imaging(cast, patient, next="/cases/")["Location"] == "/cases/"
    assert new_imaging(cast, patient, next="https://evil.example/")["Location"] == page("patient", patient.pk)


def test_a_form_filled_once_opens_the_one_there_is(cast: Cast, patient: Patient) -> None:
    entry = drafted(cast, patient, "presentation", depth="deep")
    answer = signed_in_english(cast.ana).get(page("new_entry", patient.pk, "presentation"))
    assert answer["Location"] == page("entry", patient.pk, entry.pk)


def test_a_form_filled_once_and_opened_by_two_shows_the_second_what_the_first_wrote(cast: Cast, patient: Patient) -> None:
    url = page("new_entry", patient.pk, "presentation")
    sent = {"do": "draft", "depth": "deep", "new_id": uuid4()}
    assert posted(cast, url, "dora", **sent).status_code == 302
    answer = posted(cast, url, **(sent | {"depth": "superficial", "new_id": uuid4()}))
    assert answer.status_code == 409
    assert "Superficial" in text_of(answer)
    assert entry_of(cast).answers == {"depth": "deep"}


def test_a_form_filled_once_and_removed_is_restored_not_filled_again(cast: Cast, patient: Patient) -> None:
    entry = drafted(cast, patient, "presentation", depth="deep")
    client = signed_in_english(cast.ana)
    client.post(page("remove_entry", patient.pk, entry.pk), {"version": 1, "reason": "Wrong patient"})
    answer = client.get(page("new_entry", patient.pk, "presentation"))
    assert answer["Location"] == page("entry_history", patient.pk, entry.pk)


# --- what is wrong, and what is unusual


def test_errors_name_the_question_and_nothing_is_saved(cast: Cast, patient: Patient) -> None:
    answer = new_imaging(cast, patient, imaging_date="31/02/2026", modality="", img_size_a="big")
    shown = text_of(answer)
    assert answer.status_code == 422
    assert '<a href="#imaging_date">Date of the study: Enter a date as day/month/year' in shown
    assert '<a href="#modality-1">Modality: Answer this question, or say why the answer is missing.' in shown
    assert '<a href="#img_size_a">First diameter: Enter a number' in shown
    assert 'value="31/02/2026"' in shown  # what was typed is still there
    assert 'value="big"' in shown
    with acting(cast.actor("ana")):
        assert not Entry.objects.exists()


def test_an_unusual_answer_is_asked_about_once_and_never_blocks(cast: Cast, patient: Patient) -> None:
    answer = new_imaging(cast, patient, img_size_a="720")
    shown = text_of(answer)
    assert answer.status_code == 422
    assert "Usual: 1–600 mm." in shown
    assert "720 is right" in shown
    assert 'href="#img_size_a">Change it' in shown
    token = html.unescape(re.search(r'name="right" value="([^"]+)"', shown)[1])  # type: ignore[index]
    assert new_imaging(cast, patient, img_size_a="820", right=token).status_code == 422  # said about another answer
    assert new_imaging(cast, patient, img_size_a="720", right=token).status_code == 302
    entry = entry_of(cast)
    assert entry.answers["img_size_a"] == "720"
    assert changed(cast, entry, img_size_a="720", img_fat="1", reason="Report re-read").status_code == 302  # not asked again


@pytest.mark.parametrize(
    "nonsense",
    ["\x00\x01", "x" * 30_000, "<script>alert(1)</script>", "' OR 1=1 --", "𝕄𝕣𝕚 🩻", "../../etc/passwd", "NaN", "1e999"],
)
def test_pasted_nonsense_is_refused_or_kept_as_text(cast: Cast, patient: Patient, nonsense: str) -> None:
    for sent in ({name: nonsense for name in IMAGING}, {"img_size_a": nonsense}, {"new_id": nonsense, "version": nonsense}):
        answer = new_imaging(cast, patient, **sent)
        assert answer.status_code in (302, 422)
        assert "<script>alert(1)" not in text_of(answer)
    assert new_imaging(cast, patient, img_conclusion=nonsense).status_code in (302, 422)


def test_pasted_nonsense_as_a_reason_is_cleaned(cast: Cast, patient: Patient) -> None:
    new_imaging(cast, patient)
    assert changed(cast, entry_of(cast), modality="ct", reason="Typing\x00\n error").status_code == 302
    assert entry_of(cast).change_reason == "Typing error"


# --- a reason is an answer


def test_a_missing_answer_with_its_reason_is_an_answer(cast: Cast, patient: Patient) -> None:
    new_imaging(cast, patient, modality="", modality__missing="NI")
    assert entry_of(cast).answers["modality"] == {"missing": "NI"}
    shown = text_of(signed_in_english(cast.ana).get(page("entry", patient.pk, entry_of(cast).pk)))
    assert '<option value="NI" selected>' in shown


def test_an_answer_typed_now_takes_the_place_of_a_reason_and_the_other_way_round(cast: Cast, patient: Patient) -> None:
    new_imaging(cast, patient, modality="", modality__missing="NI")
    changed(cast, entry_of(cast), modality="ct", modality__missing="NI", reason="Found")
    assert entry_of(cast).answers["modality"] == "ct"
    changed(cast, entry_of(cast), modality="ct", modality__missing="UNK", reason="Not so")
    assert entry_of(cast).answers["modality"] == {"missing": "UNK"}


def test_a_choice_can_be_cleared(cast: Cast, patient: Patient) -> None:
    new_imaging(cast, patient, img_fat="1", modality="mri")
    changed(cast, entry_of(cast), img_fat="1", img_fat__missing="-", reason="Wrong box")
    assert "img_fat" not in entry_of(cast).answers


def test_no_reason_is_taken_where_the_dictionary_takes_none(cast: Cast, patient: Patient) -> None:
    assert new_imaging(cast, patient, imaging_date="", imaging_date__missing="NI").status_code == 422


# --- branching


def test_what_branching_hides_is_kept_and_marked_as_not_used(cast: Cast, patient: Patient) -> None:
    new_imaging(cast, patient, modality="ct", img_density_hu="40")
    changed(cast, entry_of(cast), modality="us", img_density_hu="40", reason="Wrong modality")
    entry = entry_of(cast)
    assert entry.answers["img_density_hu"] == "40"
    shown = text_of(signed_in_english(cast.ana).get(page("entry", patient.pk, entry.pk)))
    assert "One answer is kept but not used" in shown
    assert "Kept, not used" in shown


def test_the_browser_gets_the_same_rules_and_only_the_facts_they_read(cast: Cast, patient: Patient) -> None:
    saved(cast, patient, "diagnosis", family="bone", dx_status="suspected", dx_route="incidental")
    saved(cast, patient, "demographics", sex="female", birth_year="1974")
    shown = text_of(signed_in_english(cast.ana).get(page("new_entry", patient.pk, "imaging")))
    assert "data-branching=" in shown
    assert "data-calculation=" in shown
    facts = re.search(r"<script data-facts[^>]*>(.*?)</script>", shown)[1]  # type: ignore[index]
    assert '"diagnosis": [{"family": "bone"}]' in facts
    assert "incidental" not in facts
    assert "1974" not in facts
