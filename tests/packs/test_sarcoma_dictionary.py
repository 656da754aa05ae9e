"""The sarcoma dictionary: loads fast and clean, holds what rules and registries need, computes what it promises."""

import subprocess
import sys
from datetime import date
from itertools import product

import pytest
from sarcoma_pack import SARCOMA_DIR

from selnet.logic.api import Blank, DictFacts, evaluate
from selnet.packs.api import Pack, check

TODAY = date(2026, 11, 24)

# What the recommendations that can be evaluated from data ask for (knowledge of the guidelines), by form.
GUIDELINE_DATA = {
    "demographics": "sex birth_year country",
    "history": "genetic_syndrome prior_rt_field mri_contraindication contrast_allergy lvef_percent creatinine_clearance "
    "audiometry fertility_counselled pregnancy anthracycline_prior_mg_m2",
    "diagnosis": "family dx_date age_at_dx dx_extent gist_site rt_induced treatment_intent multifocal",
    "presentation": "site depth size_mm growing pain referral_date referral_reason centre_visit_date pathological_fracture",
    "imaging": "imaging_date modality region contrast img_density_hu imaging_result",
    "biopsy": "biopsy_date biopsy_type biopsy_by biopsy_gauge biopsy_guidance",
    "pathology": "path_date path_kind histology fnclcc_grade path_grade mitoses gist_mitoses_5mm2 path_size_mm path_depth "
    "path_margin path_margin_mm path_rupture gist_risk gist_risk_scheme response_necrosis_percent huvos_grade "
    "ihc_positive ihc_negative path_after_treatment path_review_result",
    "molecular": "mol_date gene mol_alteration mol_result gist_genotype mol_exon mol_germline",
    "staging": "stage_date t n m stage_group edition ecog resectable nodes_assessed marrow_sampled fit_systemic",
    "board": "board_date board_disciplines board_quorum_met board_deviates_reason surgery_rec radiotherapy_rec systemic_rec",
    "surgery": "surgery_date surgery_intent surgery_unplanned surgery_emergency surgery_institution_kind surgeon_kind margin "
    "margin_mm margin_action surgery_rupture biopsy_tract_excised curettage_adjuvant surgery_procedure amputation",
    "radiotherapy": "rt_start rt_end rt_dose_gy rt_fractions rt_timing rt_beam rt_target rt_completed",
    "systemic": "sys_start sys_end sys_drugs sys_line sys_intent sys_cycles sys_daily_dose_mg sys_access sys_stop_reason",
    "response": "response_date response_criteria response_value new_lesions",
    "recurrence": "recurrence_date recurrence_kind recurrence_resectable",
    "follow_up": "fu_date fu_status disease_status fu_imaging",
    "adverse_events": "ae_date ae_term ae_grade ae_serious",
    "samples": "sample_date sample_type consent_ok storage",
    "opinion_request": "request_date request_reason request_urgency request_question request_institution",
    "expert_opinion": "opinion_date opinion_discipline opinion_diagnosis opinion_agrees opinion_recommendation "
    "opinion_more_needed opinion_certainty opinion_board_needed",
}
# IDEA4RC's mandatory list for sarcoma that the table above does not already name.
IDEA4RC = [
    "race",
    "first_contact_date",
    "death_date",
    "clavien_dindo",
    "rt_technique",
    "sys_best_response",
    "rt_induced",
    "mitoses",
    "surgery_metastasis_site",
    "deceased",
]


def test_it_has_no_fault() -> None:
    assert check(SARCOMA_DIR) == []


def test_it_loads_in_less_than_a_second() -> None:
    code = "import time; from selnet.packs.api import load; s = time.process_time(); load({!r}); print(time.process_time() - s)"
    ran = subprocess.run([sys.executable, "-c", code.format(str(SARCOMA_DIR))], capture_output=True, text=True, check=True)
    assert float(ran.stdout) < 1.0


def test_it_is_large_enough_and_in_order(pack: Pack) -> None:
    assert list(pack.forms) == list(dict.fromkeys(field.form for field in pack.fields.values()))
    assert len(pack.fields) >= 220
    assert all(form.fields and form.summary for form in pack.forms.values())


@pytest.mark.parametrize(("form", "names"), GUIDELINE_DATA.items())
def test_it_holds_what_the_guidelines_need(pack: Pack, form: str, names: str) -> None:
    assert [name for name in names.split() if pack.form_of(name) != form] == []


def test_it_holds_what_idea4rc_makes_mandatory(pack: Pack) -> None:
    assert [name for name in IDEA4RC if name not in pack.fields] == []


def test_every_text_was_translated(pack: Pack) -> None:
    """A word that is the same in two languages exists; a whole form of them does not."""
    for language in ("es", "pt"):
        for form in pack.forms.values():
            same = [field.name for field in form.fields if field.label(language) == field.label("en")]
            assert len(same) <= len(form.fields) // 5, (language, form.id, same)


def test_labels_are_short_and_human(pack: Pack) -> None:
    for field in pack.fields.values():
        for language in pack.languages:
            label = field.label(language)
            assert len(label) <= 70, (field.name, language)
            assert label[0].isupper() or label[0].isdigit() or label[0] in "¿–-", (field.name, language)
            assert not label.endswith((".", ":")), (field.name, language)


def test_the_date_of_every_event_is_a_required_date(pack: Pack) -> None:
    for form in pack.forms.values():
        if form.repeating:
            assert form.date
            assert pack.fields[form.date].validation == "date_dmy"
            assert pack.fields[form.date].required, form.id


def test_drugs_and_terms_that_choices_name_exist(pack: Pack) -> None:
    codes = {choice.code for choice in pack.fields["sys_drugs"].choice_list}
    assert {code for code in codes if pack.drugs.get(code) is None} == set()
    assert {"doxorubicin", "ifosfamide", "imatinib", "methotrexate", "trabectedin"} <= codes


def calculated(pack: Pack, name: str, **answers: str) -> object:
    field = pack.fields[name]
    assert field.calc is not None
    facts = DictFacts({field.form: [answers]}, belongs={key: value.form for key, value in pack.fields.items()})
    return evaluate(field.calc, facts, blank=Blank.REDCAP, today=TODAY).value


def test_the_fnclcc_sum_and_grade_agree_with_the_published_table(pack: Pack) -> None:
    mitoses = {"m1": 9, "m2": 10, "m3": 20}
    for diff, mitosis, necrosis in product(("d1", "d2", "d3"), mitoses, ("none", "under_50", "from_50")):
        total = calculated(pack, "fnclcc_sum", fnclcc_diff=diff, fnclcc_mitoses=mitosis, fnclcc_necrosis=necrosis)
        answer = pack.tables["fnclcc"].lookup({"fnclcc_diff": diff, "mitoses": mitoses[mitosis], "fnclcc_necrosis": necrosis})
        assert total == answer.total, (diff, mitosis, necrosis)
        grade = calculated(pack, "fnclcc_grade", fnclcc_sum=f"{total:g}")
        assert f"g{grade:g}" == answer.values["path_grade"], (diff, mitosis, necrosis)


def test_an_incomplete_fnclcc_score_has_no_sum(pack: Pack) -> None:
    assert calculated(pack, "fnclcc_sum", fnclcc_diff="d3", fnclcc_mitoses="m3") == ""
    assert calculated(pack, "fnclcc_grade") == ""


@pytest.mark.parametrize(
    ("name", "answers", "expected"),
    [
        ("bmi", {"weight_kg": "70", "height_cm": "170"}, 24.2),
        ("body_surface_m2", {"weight_kg": "70", "height_cm": "170"}, 1.82),
        ("symptom_days", {"symptom_onset_date": "2026-02-08", "presentation_date": "2026-05-04"}, 85),
        ("centre_wait_days", {"referral_date": "2026-05-18", "centre_visit_date": "2026-05-29"}, 11),
        ("img_size_max", {"img_size_a": "68", "img_size_c": "72.5"}, 72.5),
        ("rt_dose_fraction", {"rt_dose_gy": "50", "rt_fractions": "25"}, 2),
        ("rt_duration_days", {"rt_start": "2026-07-27", "rt_end": "2026-08-28"}, 33),
        ("huvos_grade", {"response_necrosis_percent": "90"}, 3),
        ("huvos_grade", {"response_necrosis_percent": "89"}, 2),
        ("huvos_grade", {}, ""),
        ("response_change_percent", {"response_baseline_mm": "80", "response_sum_mm": "56"}, -30),
        ("response_density_change_percent", {"response_baseline_hu": "60", "response_hu": "51"}, -15),
        ("surgery_stay_days", {"surgery_date": "2026-10-28", "surgery_discharge_date": "2026-11-04"}, 7),
        ("surgery_stay_days", {"surgery_date": "2026-10-28"}, ""),
    ],
)
def test_calculations(pack: Pack, name: str, answers: dict[str, str], expected: object) -> None:
    assert calculated(pack, name, **answers) == expected


def test_the_age_reads_two_fields_of_two_forms(pack: Pack) -> None:
    calc = pack.fields["age_at_dx"].calc
    assert calc is not None
    facts = DictFacts({"demographics": [{"birth_year": "1974"}], "diagnosis": [{"dx_date": "2026-06-15"}]})
    assert evaluate(calc, facts, blank=Blank.REDCAP, today=TODAY).value == 52


def test_missing_codes_are_reasons_and_event_dates_take_none(pack: Pack) -> None:
    assert [code.code for code in pack.missing_codes] == ["NI", "ND", "ASKU", "NAV", "UNK"]
    assert not pack.fields["surgery_date"].takes_missing_codes
    assert pack.fields["margin_mm"].takes_missing_codes
