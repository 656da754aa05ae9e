"""The codes of the sarcoma pack: enough of them, in three languages, and old codes found."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest

from selnet.packs.api import Pack, Term, Terminology

NO_STABLE_CODE = {"ntrk_rearranged_spindle_cell_neoplasm"}


def terminologies(pack: Pack) -> dict[str, Terminology]:
    return {"entities": pack.entities, "topography": pack.topography, "drugs": pack.drugs, "molecular": pack.molecular}


def codes(terms: list[Term]) -> list[str]:
    return [term.code for term in terms]


# --- every terminology


@pytest.mark.parametrize(("name", "least"), [("entities", 105), ("topography", 70), ("drugs", 60), ("molecular", 60)])
def test_there_are_enough_terms(pack: Pack, name: str, least: int) -> None:
    assert len(terminologies(pack)[name]) >= least


@pytest.mark.parametrize("name", ["entities", "topography", "drugs", "molecular"])
def test_every_term_has_a_name_in_each_language_and_a_source(pack: Pack, name: str) -> None:
    for term in terminologies(pack)[name]:
        assert all(term.name.has(language) for language in ("en", "es", "pt")), term.code
        assert all(key in pack.sources for key in term.source.split()), term.code


@pytest.mark.parametrize("name", ["entities", "topography", "drugs"])
@pytest.mark.parametrize("language", ["en", "es", "pt"])
def test_no_two_terms_read_the_same(pack: Pack, name: str, language: str) -> None:
    labels = Counter(term.label(language) for term in terminologies(pack)[name])
    assert [label for label, times in labels.items() if times > 1] == []


def test_portuguese_and_spanish_are_not_copies_of_one_another(pack: Pack) -> None:
    """Spelling that only one of the two languages has."""
    for terms in terminologies(pack).values():
        for term in terms:
            assert not re.search(r"[ãõçê]|ss", term.label("es")), term.label("es")
            assert not re.search(r"ñ|ción|miento\b|hueso", term.label("pt")), term.label("pt")


# --- entities


def test_morphology_codes_are_well_formed(pack: Pack) -> None:
    for term in pack.entities:
        assert re.fullmatch(r"[89]\d{3}/[13]", term["icdo"]) or term.code in NO_STABLE_CODE, term.code
        assert all(re.fullmatch(r"[89]\d{3}/\d", old) for old in term["old_codes"].split()), term.code


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("9364/3", "ewing_sarcoma"),
        ("9260/3", "ewing_sarcoma"),
        ("8936/3", "gist"),
        ("8936/0", "gist"),
        ("8936/1", "gist"),
        ("8832/1", "dermatofibrosarcoma_protuberans"),
        ("8853/3", "myxoid_liposarcoma"),
        ("8858/3", "dedifferentiated_liposarcoma"),
        ("9041/3", "synovial_sarcoma_spindle"),
        ("9222/1", "atypical_cartilaginous_tumour"),
        ("9150/1", "solitary_fibrous_tumour"),
    ],
)
def test_a_code_of_today_or_of_an_old_registry_finds_its_entity(pack: Pack, written: str, first: str) -> None:
    assert codes(pack.entities.matches(written))[0] == first


def test_an_old_dermatofibrosarcoma_code_may_mean_two_things_and_both_are_offered(pack: Pack) -> None:
    found = codes(pack.entities.matches("8832/3"))
    assert found == ["dermatofibrosarcoma_fibrosarcomatous", "dermatofibrosarcoma_protuberans"]


def test_aneurysmal_bone_cyst_is_not_read_as_ewing_sarcoma(pack: Pack) -> None:
    assert pack.entities.matches("9260/0") == []


def test_a_code_that_several_entities_share_says_so(pack: Pack) -> None:
    """Whoever imports such a code must look further: the note says where."""
    sharing: dict[str, list[Term]] = defaultdict(list)
    for term in pack.entities:
        for code in {term["icdo"], *term["old_codes"].split()} - {""}:
            sharing[code].append(term)
    for code, terms in sharing.items():
        if len(terms) > 1:
            assert any(term.note for term in terms), code


VERIFIED_BONE = {
    "9180/3", "9181/3", "9182/3", "9183/3", "9184/3", "9185/3", "9187/3", "9192/3", "9193/3", "9194/3",
    "9220/3", "9221/3", "9240/3", "9242/3", "9243/3", "9250/1", "9250/3", "9261/3", "9370/3", "9371/3",
}  # fmt: skip


def test_only_the_codes_seen_in_a_table_are_verified(pack: Pack) -> None:
    assert {term["icdo"] for term in pack.entities if term.verified} == VERIFIED_BONE


def test_families_and_grading_schemes(pack: Pack) -> None:
    by_code = {term.code: term for term in pack.entities}
    assert {term["family"] for term in pack.entities} == {"sts", "bone", "gist", "other"}
    assert [term.code for term in pack.entities if term["family"] == "gist"] == ["gist"]
    assert {term["grading"] for term in pack.entities} == {
        "fnclcc", "none", "fixed_high", "fixed_low", "demicco", "gist_risk", "bone_by_type", "chondrosarcoma",
    }  # fmt: skip
    for code in (
        "alveolar_soft_part_sarcoma",
        "clear_cell_sarcoma",
        "epithelioid_sarcoma",
        "ewing_sarcoma",
        "desmoplastic_small_round_cell_tumour",
    ):
        assert by_code[code]["grading"] == "fixed_high"
    for code in ("desmoid_extra_abdominal", "desmoid_abdominal", "kaposi_sarcoma"):
        assert by_code[code]["grading"] == "none"


@pytest.mark.parametrize(
    ("typed", "language", "code"),
    [
        ("condrosarcoma mesenquimal", "es", "mesenchymal_chondrosarcoma"),
        ("lipossarcoma mixoide", "pt", "myxoid_liposarcoma"),
        ("oseo celulas gigantes", "es", "giant_cell_tumour_of_bone"),
        ("gist", "pt", "gist"),
    ],
)
def test_a_clinician_finds_an_entity_by_typing(pack: Pack, typed: str, language: str, code: str) -> None:
    assert code in codes(pack.entities.search(typed, lang=language))


# --- the other terminologies

SITE_GROUPS = {
    "extremity", "trunk", "head_neck", "retroperitoneum", "visceral", "uterine", "genital", "cns", "unknown",
    "bone_limb", "bone_pelvis", "bone_spine", "bone_trunk", "bone_head_neck", "bone_nos",
}  # fmt: skip


def test_topography(pack: Pack) -> None:
    assert all(re.fullmatch(r"C\d{2}\.\d", term.code) for term in pack.topography)
    assert {term["site_group"] for term in pack.topography} == SITE_GROUPS
    groups = {term.code: term["site_group"] for term in pack.topography}
    assert {code for code, group in groups.items() if group.startswith("bone")} == {c for c in groups if c[:3] in {"C40", "C41"}}
    assert groups["C48.0"] == "retroperitoneum"
    assert groups["C49.2"] == "extremity"


GUIDELINE_DRUGS = {
    "doxorubicin", "ifosfamide", "dacarbazine", "trabectedin", "eribulin", "pazopanib", "gemcitabine", "docetaxel",
    "paclitaxel", "imatinib", "sunitinib", "regorafenib", "ripretinib", "avapritinib", "sorafenib", "nirogacestat",
    "methotrexate", "vinblastine", "vinorelbine", "cisplatin", "etoposide", "cyclophosphamide", "vincristine",
    "topotecan", "irinotecan", "temozolomide", "cabozantinib", "denosumab", "larotrectinib", "entrectinib",
    "repotrectinib", "crizotinib", "lorlatinib", "alectinib", "nab_sirolimus", "atezolizumab", "bevacizumab",
    "tazemetostat", "pexidartinib", "vimseltinib", "afamitresgene_autoleucel",
}  # fmt: skip


def test_every_drug_that_a_guideline_names_is_there(pack: Pack) -> None:
    assert {term.code for term in pack.drugs} >= GUIDELINE_DRUGS


def test_atc_codes_are_well_formed_and_none_is_called_verified(pack: Pack) -> None:
    for term in pack.drugs:
        assert re.fullmatch(r"([A-Z]\d{2}[A-Z]{2}\d{2})?", term["atc"]), term.code
        assert not term.verified, term.code


def test_molecular_tests_by_entity(pack: Pack) -> None:
    needed = {term["test"] for term in pack.molecular if term["entity"] == "gist" and term["level"] == "required"}
    assert needed == {"kit_mutation", "pdgfra_mutation"}
    assert {term["entity"] for term in pack.molecular} <= {term.code for term in pack.entities}
    levels = {(term["entity"], term["test"]): term["level"] for term in pack.molecular}
    assert levels["ewing_sarcoma", "fet_ets_fusion"] == "required"
    assert levels["dedifferentiated_liposarcoma", "mdm2_cdk4_amplification"] == "when_doubtful"
