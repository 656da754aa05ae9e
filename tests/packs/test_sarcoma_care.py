"""What the sarcoma pack says about cases, boards and consents: clocks, the completeness gate, quorum, scopes."""

from __future__ import annotations

from datetime import date

import pytest

from selnet.logic.api import Blank, DictFacts, evaluate, parse
from selnet.packs.api import Pack


def test_reasons_and_clocks(pack: Pack) -> None:
    assert [reason.id for reason in pack.cases.reasons] == [
        "first_presentation", "unplanned_excision", "recurrence", "follow_up", "second_opinion_pathology",
        "second_opinion_treatment", "molecular_question", "unexpected_finding",
    ]  # fmt: skip
    clocks = {urgency.id: (urgency.first_answer_hours, urgency.closure_hours) for urgency in pack.cases.urgencies}
    assert clocks == {"emergency": (24, 72), "urgent": (72, 7 * 24), "routine": (7 * 24, 21 * 24)}
    assert all(urgency.proposal for urgency in pack.cases.urgencies), "no source gives hours"


def test_the_dictionary_offers_the_same_reasons_and_urgencies(pack: Pack) -> None:
    assert [code for code, _ in pack.fields["request_reason"].choices("en")] == [reason.id for reason in pack.cases.reasons]
    assert [code for code, _ in pack.fields["request_urgency"].choices("en")] == [item.id for item in pack.cases.urgencies]


def test_a_board_record_offers_what_a_board_may_say(pack: Pack) -> None:
    for modality in pack.board.modalities:
        said = pack.fields[f"{modality.id}_rec"].choices("en")
        done = pack.fields[f"{modality.id}_executed"].choices("en")
        assert [code for code, _ in said] == [item.id for item in pack.board.recommendations]
        assert [code for code, _ in done] == [item.id for item in pack.board.execution]
    sat = {code for code, _ in pack.fields["board_disciplines"].choices("en")}
    assert sat == {item.id for item in pack.board.disciplines}


Entries = dict[str, list[dict[str, str | list[str]]]]


def lacking(pack: Pack, forms: Entries) -> set[str]:
    """The items of the gate that apply to these facts and are not complete, read as forms read blanks."""
    facts = DictFacts(forms, belongs={name: field.form for name, field in pack.fields.items()})

    def holds(text: str) -> bool:
        return bool(evaluate(parse(text), facts, blank=Blank.REDCAP, today=date(2024, 1, 1)).value)

    return {item.id for item in pack.cases.completeness if holds(item.applies) and not holds(item.complete)}


def request(reason: str) -> list[dict[str, str | list[str]]]:
    return [{"request_reason": reason, "request_question": "Is it resectable?"}]


PERSON: list[dict[str, str | list[str]]] = [{"birth_year": "1970", "sex": "female"}]
THIGH: list[dict[str, str | list[str]]] = [{"site": "C49.2", "size_mm": "70", "depth": "deep"}]


def test_an_empty_case_lacks_the_essentials(pack: Pack) -> None:
    assert {"age_sex", "question", "site"} <= lacking(pack, {"opinion_request": [{"request_reason": "first_presentation"}]})


def test_a_first_presentation_of_a_thigh_mass_needs_mri_and_chest_ct_but_no_biopsy(pack: Pack) -> None:
    forms: Entries = {"demographics": PERSON, "opinion_request": request("first_presentation"), "presentation": THIGH}
    assert lacking(pack, forms) == {"mri_primary", "chest_ct"}
    forms["imaging"] = [{"modality": "mri", "region": "primary"}, {"modality": "ct", "region": "chest"}]
    assert lacking(pack, forms) == set()


def test_one_study_does_not_stand_for_another(pack: Pack) -> None:
    forms: Entries = {"demographics": PERSON, "opinion_request": request("first_presentation"), "presentation": THIGH}
    forms["imaging"] = [{"modality": "mri", "region": "chest"}, {"modality": "us", "region": "primary"}]
    assert lacking(pack, forms) == {"mri_primary", "chest_ct"}


def test_a_retroperitoneal_mass_needs_ct_of_the_abdomen(pack: Pack) -> None:
    forms = {
        "demographics": PERSON,
        "opinion_request": request("first_presentation"),
        "presentation": [{"site": "C48.0"}],
    }
    assert lacking(pack, forms) == {"ct_abdomen", "chest_ct"}


def test_a_bone_tumour_needs_radiograph_mri_and_staging(pack: Pack) -> None:
    forms = {
        "demographics": PERSON,
        "opinion_request": request("first_presentation"),
        "presentation": [{"site": "C40.2"}],
    }
    assert lacking(pack, forms) == {"xray_bone", "mri_bone", "chest_ct", "whole_body_bone"}


def test_an_unplanned_excision_needs_report_slides_and_operation(pack: Pack) -> None:
    forms: Entries = {"demographics": PERSON, "opinion_request": request("unplanned_excision"), "presentation": THIGH}
    assert {"pathology_report", "slides_blocks", "operation"} <= lacking(pack, forms)


def test_a_second_opinion_on_pathology_asks_for_no_staging(pack: Pack) -> None:
    forms: Entries = {"demographics": PERSON, "opinion_request": request("second_opinion_pathology"), "presentation": THIGH}
    assert lacking(pack, forms) == {"pathology_report", "slides_blocks"}


@pytest.mark.parametrize("material", ["whole_slide", "slide_photos"])
def test_pictures_of_slides_are_enough_to_be_read(pack: Pack, material: str) -> None:
    asked = {**request("second_opinion_pathology")[0], "request_material": [material]}
    forms: Entries = {
        "demographics": PERSON,
        "opinion_request": [asked],
        "presentation": THIGH,
        "pathology": [{"path_date": "2024-01-02"}],
    }
    assert lacking(pack, forms) == set()


def test_imatinib_is_not_discussed_without_a_genotype(pack: Pack) -> None:
    forms: Entries = {
        "demographics": PERSON,
        "diagnosis": [{"family": "gist"}],
        "presentation": [{"site": "C16.2"}],
        "opinion_request": request("second_opinion_treatment"),
        "imaging": [{"modality": "ct", "region": "abdomen_pelvis"}],
        "pathology": [{"path_date": "2024-01-02", "histology": "gist"}],
        "staging": [{"ecog": "ecog_1"}],
    }
    assert lacking(pack, forms) == {"gist_genotype"}
    forms["molecular"] = [{"gist_genotype": "kit_11"}]
    assert lacking(pack, forms) == set()


def test_the_newest_request_decides(pack: Pack) -> None:
    forms: Entries = {"demographics": PERSON, "presentation": THIGH}
    forms["opinion_request"] = request("first_presentation") + request("second_opinion_pathology")
    assert "mri_primary" not in lacking(pack, forms)


def test_every_item_of_the_gate_speaks_three_languages(pack: Pack) -> None:
    assert 10 <= len(pack.cases.completeness) <= 18
    for item in pack.cases.completeness:
        assert all(text.has(language) for text in (item.title, item.message) for language in ("en", "es", "pt")), item.id
        assert item.source in pack.sources


def test_the_quorum_is_the_guidelines(pack: Pack) -> None:
    must = [seat.discipline for seat in pack.board.quorum if seat.required]
    assert must == ["medical_oncology", "radiology", "surgery", "pathology", "radiation_oncology"]
    assert {seat.source for seat in pack.board.quorum} == {"SEL-STS"}


def test_what_a_board_says_and_what_is_done(pack: Pack) -> None:
    board = pack.board
    assert [item.id for item in board.modalities] == [
        "surgery",
        "radiotherapy",
        "systemic",
        "diagnostics",
        "follow_up",
        "palliative",
        "trial",
    ]
    assert [item.id for item in board.recommendations] == ["do", "do_not", "defer", "more_information"]
    assert [item.id for item in board.execution] == [
        "yes",
        "no_physician",
        "no_patient",
        "no_access",
        "no_other",
        "not_known_yet",
    ]
    titled = (*board.disciplines, *board.modalities, *board.recommendations, *board.execution)
    assert all(item.title.has(language) for item in titled for language in ("en", "es", "pt"))


def test_consent_is_asked_for_each_use_in_words_a_patient_understands(pack: Pack) -> None:
    scopes = pack.consents.scopes
    assert [scope.id for scope in scopes] == [
        "care",
        "registry",
        "biobank",
        "genetic",
        "recontact",
        "commercial",
        "transfer",
    ]
    for scope in scopes:
        for language in ("en", "es", "pt"):
            assert 80 < len(scope.explanation.in_(language)) < 400, (scope.id, language)


def test_no_source_is_left_over(pack: Pack) -> None:
    """Every source of the list can be followed."""
    unreachable = [key for key, source in pack.sources.items() if not source.link]
    assert unreachable == ["PLATFORM"]
