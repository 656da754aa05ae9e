"""The tables of the sarcoma pack: grading against the published values, and what holds for every table."""

from __future__ import annotations

import pytest
from sarcoma_pack import Value, ask

from selnet.packs.api import Pack, Table

# --- FNCLCC (NCI PDQ, SEER, CAP): 1-3 + 1-3 + 0-2; 2-3 grade 1, 4-5 grade 2, 6-8 grade 3

MITOSES = {0: 1, 9: 1, 9.9: 1, 10: 2, 19: 2, 20: 3, 75: 3}
NECROSIS = {"none": 0, "under_50": 1, "from_50": 2}
GRADE_OF_SUM = {2: "g1", 3: "g1", 4: "g2", 5: "g2", 6: "g3", 7: "g3", 8: "g3"}


@pytest.mark.parametrize("necrosis", NECROSIS)
@pytest.mark.parametrize("mitoses", MITOSES)
@pytest.mark.parametrize("differentiation", [1, 2, 3])
def test_fnclcc_grade(pack: Pack, differentiation: int, mitoses: float, necrosis: str) -> None:
    answer = ask(pack, "fnclcc", fnclcc_diff=f"d{differentiation}", mitoses=mitoses, fnclcc_necrosis=necrosis)
    total = differentiation + MITOSES[mitoses] + NECROSIS[necrosis]
    assert (answer.total, answer.values) == (total, {"path_grade": GRADE_OF_SUM[total]})
    assert answer.verified
    assert answer.source == "FNCLCC"


def test_fnclcc_reaches_every_sum() -> None:
    sums = {d + m + n for d in (1, 2, 3) for m in MITOSES.values() for n in NECROSIS.values()}
    assert sums == set(GRADE_OF_SUM)


@pytest.mark.parametrize(
    ("entity", "scores"),
    [
        ("well_differentiated_liposarcoma", (1, 1)),
        ("atypical_lipomatous_tumour", (1, 1)),
        ("leiomyosarcoma", (1, 3)),
        ("mpnst", (1, 3)),
        ("fibrosarcoma_adult", (1, 2)),
        ("myxoid_liposarcoma", (2, 3)),
        ("angiosarcoma", (2, 3)),
        ("myxofibrosarcoma", (2, 2)),
        ("extraskeletal_myxoid_chondrosarcoma", (2, 2)),
        ("dedifferentiated_liposarcoma", (3, 3)),
        ("pleomorphic_liposarcoma", (3, 3)),
        ("pleomorphic_rhabdomyosarcoma", (3, 3)),
        ("synovial_sarcoma_biphasic", (3, 3)),
        ("mesenchymal_chondrosarcoma", (3, 3)),
        ("ewing_sarcoma", (3, 3)),
        ("alveolar_soft_part_sarcoma", (3, 3)),
        ("clear_cell_sarcoma", (3, 3)),
        ("epithelioid_sarcoma", (3, 3)),
        ("malignant_triton_tumour", (3, 3)),
        ("undifferentiated_pleomorphic_sarcoma", (3, 3)),
    ],
)
def test_fnclcc_differentiation_by_entity(pack: Pack, entity: str, scores: tuple[int, int]) -> None:
    assert ask(pack, "fnclcc_differentiation", histology=entity).values == {"lowest": scores[0], "highest": scores[1]}


@pytest.mark.parametrize("entity", ["gist", "desmoid_extra_abdominal", "solitary_fibrous_tumour"])
def test_entities_without_fnclcc_get_no_differentiation_score(pack: Pack, entity: str) -> None:
    assert not ask(pack, "fnclcc_differentiation", histology=entity).known


def test_every_entity_of_the_differentiation_table_exists_and_gets_a_score(pack: Pack) -> None:
    table = pack.tables["fnclcc_differentiation"]
    entities = {term.code for term in pack.entities}
    for code in table.spec.inputs[0].codes():
        assert code in entities
        assert table.lookup({"histology": code}).known, code


# --- Demicco 2017, four variables

AGE = {54: 0, 55: 1, 80: 1}
SIZE = {49: 0, 50: 1, 99: 1, 100: 2, 149: 2, 150: 3}
SFT_MITOSES = {0: 0, 1: 1, 3: 1, 4: 2, 12: 2}
SFT_NECROSIS = {0: 0, 9: 0, 10: 1, 60: 1}
RISK_OF_SUM = {0: "low", 1: "low", 2: "low", 3: "low", 4: "intermediate", 5: "intermediate", 6: "high", 7: "high"}


@pytest.mark.parametrize("necrosis", SFT_NECROSIS)
@pytest.mark.parametrize("mitoses", SFT_MITOSES)
@pytest.mark.parametrize("size", SIZE)
@pytest.mark.parametrize("age", AGE)
def test_demicco(pack: Pack, age: int, size: int, mitoses: int, necrosis: int) -> None:
    answer = ask(pack, "demicco", age_at_dx=age, path_size_mm=size, mitoses=mitoses, necrosis_percent=necrosis)
    total = AGE[age] + SIZE[size] + SFT_MITOSES[mitoses] + SFT_NECROSIS[necrosis]
    assert (answer.total, answer.values) == (total, {"risk": RISK_OF_SUM[total]})


# --- unknown is never low

COMPLETE: dict[str, dict[str, Value]] = {
    "fnclcc": {"fnclcc_diff": "d1", "mitoses": 0, "fnclcc_necrosis": "none"},
    "demicco": {"age_at_dx": 30, "path_size_mm": 10, "mitoses": 0, "necrosis_percent": 0},
    "nih_modified": {"path_rupture": "none", "path_size_mm": 10, "gist_mitoses_5mm2": 0, "gist_site": "gastric"},
    "afip": {"path_size_mm": 10, "gist_mitoses_5mm2": 0, "gist_site": "gastric"},
    "tnm8_sts_limb_trunk": {"t": "t1", "n": "n0", "m": "m0", "path_grade": "g1"},
    "tnm8_sts_retroperitoneum": {"t": "t1", "n": "n0", "m": "m0", "path_grade": "g1"},
    "tnm8_bone": {"t": "t1", "n": "n0", "m": "m0", "path_grade": "g1"},
    "tnm8_gist_gastric": {"t": "t1", "n": "n0", "m": "m0", "mitotic_rate": "low"},
    "tnm8_gist_other": {"t": "t1", "n": "n0", "m": "m0", "mitotic_rate": "low"},
}
GAPS = [(table, name) for table, inputs in COMPLETE.items() for name in inputs]


@pytest.mark.parametrize("table", COMPLETE)
def test_the_mildest_complete_case_has_an_answer(pack: Pack, table: str) -> None:
    assert ask(pack, table, **COMPLETE[table]).known


@pytest.mark.parametrize(("table", "gap"), GAPS)
def test_a_missing_input_gives_no_answer_and_is_named(pack: Pack, table: str, gap: str) -> None:
    answer = ask(pack, table, **{**COMPLETE[table], gap: None})
    assert not answer.known
    assert gap in answer.unknown_because


@pytest.mark.parametrize(
    ("table", "inputs"),
    [
        ("tnm8_bone", {"n": "nx"}),
        ("tnm8_bone", {"m": "mx"}),
        ("tnm8_sts_limb_trunk", {"m": "mx"}),
        ("tnm8_sts_limb_trunk", {"t": "tx"}),
        ("tnm8_gist_other", {"m": "mx"}),
        ("nih_modified", {"path_rupture": "unknown"}),
    ],
)
def test_what_was_not_assessed_gives_no_answer(pack: Pack, table: str, inputs: dict[str, Value]) -> None:
    assert not ask(pack, table, **{**COMPLETE[table], **inputs}).known


# --- every table

EXPECTED = {
    "afip", "demicco", "fnclcc", "fnclcc_differentiation", "gist_site", "nih_modified", "tnm8_bone", "tnm8_bone_t",
    "tnm8_gist_gastric", "tnm8_gist_other", "tnm8_gist_t", "tnm8_sts_head_neck_t", "tnm8_sts_limb_trunk",
    "tnm8_sts_retroperitoneum", "tnm8_sts_t",
}  # fmt: skip


def test_all_tables_are_there(pack: Pack) -> None:
    assert set(pack.tables) >= EXPECTED


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_table_reads_in_three_languages_and_names_its_source(pack: Pack, name: str) -> None:
    table: Table = pack.tables[name]
    assert table.source in pack.sources
    texts = [table.title, *(item.label for item in (*table.spec.inputs, *table.spec.outputs))]
    assert all(text.has(language) for text in texts for language in pack.manifest.languages)


def test_only_what_was_confirmed_is_verified(pack: Pack) -> None:
    verified = {name for name in EXPECTED if pack.tables[name].verified}
    assert verified == {
        "fnclcc", "fnclcc_differentiation", "nih_modified", "tnm8_gist_gastric", "tnm8_gist_other", "tnm8_gist_t",
        "tnm8_sts_limb_trunk", "tnm8_sts_t",
    }  # fmt: skip


NOT_IN_THE_RECORD = {"discontinuous", "invades_adjoining", "mitotic_rate"}  # asked of the person who stages


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_table_asks_in_the_words_of_the_record(pack: Pack, name: str) -> None:
    """An input has the name of a field and only codes that the field can hold, so that the record can be asked directly."""
    for item in pack.tables[name].spec.inputs:
        if item.name in NOT_IN_THE_RECORD:
            assert item.name not in pack.fields
        elif item.kind == "choice" and pack.fields[item.name].terms == "":
            assert set(item.codes()) <= {code for code, _ in pack.fields[item.name].choices("en")}, item.name
        else:
            assert item.name in pack.fields
