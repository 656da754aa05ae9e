"""Answers that would be misread: what is not known, what is not asked any more, numbers of other countries."""

import pytest

from cast import Cast
from selnet.access.api import acting
from selnet.record.api import Checked, Entry, EntryStatus, Patient, Sheet, entries, pack_of, patients, summary_of

FUSION = {
    "mol_date": "2026-05-18",
    "mol_result": "detected",
    "mol_alteration": "fusion",
    "partner_gene": "FLI1",
}


@pytest.fixture
def patient(cast: Cast) -> Patient:
    with acting(cast.actor("ana")):
        return patients.open(actor=cast.actor("ana"), institution_id=cast.hospital.pk)


def _save(cast: Cast, patient: Patient, form: str, answers: dict[str, object]) -> Entry:
    with acting(cast.actor("ana")):
        return entries.save(
            actor=cast.actor("ana"),
            patient=patient,
            form=form,
            answers=answers,
            status=EntryStatus.DRAFT,  # type: ignore[arg-type]
        )


def _checked(cast: Cast, patient: Patient, form: str, **answers: str) -> Checked:
    with acting(cast.actor("ana")):
        return entries.preview(patient, form, answers, instance=None, complete=False)


@pytest.mark.django_db
def test_what_a_later_answer_took_away_is_not_said_any_more(cast: Cast, patient: Patient) -> None:
    """The report was corrected to “not detected”; the fusion that was typed before is kept, but no list may say it."""
    pack = pack_of(patient)
    assert "FLI1" in summary_of(_save(cast, patient, "molecular", FUSION))
    corrected = _save(cast, patient, "molecular", FUSION | {"mol_result": "not_detected"})
    assert corrected.answers["partner_gene"] == "FLI1"
    said = summary_of(corrected)
    assert "FLI1" not in said
    assert "usion" not in said
    found = _checked(cast, patient, "molecular", **{k: str(v) for k, v in corrected.answers.items()})
    sheet = Sheet(pack, pack.forms["molecular"], "en", corrected.answers, found)
    shown = [answer for _id, _title, pairs in sheet.answered for _label, answer in pairs]
    assert "FLI1" not in shown


@pytest.mark.django_db
def test_a_grade_is_not_computed_from_a_reason_why_it_is_missing(cast: Cast, patient: Patient) -> None:
    scores = {"fnclcc_diff": "d1", "fnclcc_mitoses": "m1", "fnclcc_necrosis": "none"}
    assert _save(cast, patient, "pathology", scores).answers["fnclcc_grade"] == "1"
    for name in scores:
        unknown = _save(cast, patient, "pathology", scores | {name: {"missing": "ND"}})
        assert "fnclcc_sum" not in unknown.answers
        assert "fnclcc_grade" not in unknown.answers


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["1,234", "1.234", "12.500"])
def test_a_separator_that_may_mean_thousands_is_asked_about(cast: Cast, patient: Patient, typed: str) -> None:
    found = _checked(cast, patient, "presentation", size_mm=typed)
    assert [problem.soft for problem in found.problems if "separator" in problem.message] == [True]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["62", "6,5", "0,125", "6.25"])
def test_other_numbers_are_not_asked_about(cast: Cast, patient: Patient, typed: str) -> None:
    assert not any("separator" in problem.message for problem in _checked(cast, patient, "presentation", size_mm=typed).problems)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["1.234,5", "1 234.5.6", "٦٢", "6e1", "1_000", "½", "NaN", "inf"])
def test_what_cannot_be_read_for_sure_is_refused(cast: Cast, patient: Patient, typed: str) -> None:
    assert any(not problem.soft for problem in _checked(cast, patient, "presentation", size_mm=typed).problems)
