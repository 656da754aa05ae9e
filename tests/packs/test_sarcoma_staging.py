"""TNM 8 in the sarcoma pack against the published groups, every cell and every boundary."""

from __future__ import annotations

import pytest
from sarcoma_pack import ask, said

from selnet.packs.api import Pack


@pytest.mark.parametrize(
    ("table", "size", "expected"),
    [
        *[("tnm8_sts_t", size, t) for size, t in [(1, "t1"), (50, "t1"), (50.5, "t2"), (51, "t2"), (100, "t2"),
                                                   (101, "t3"), (150, "t3"), (151, "t4"), (400, "t4")]],
        *[("tnm8_gist_t", size, t) for size, t in [(1, "t1"), (20, "t1"), (21, "t2"), (50, "t2"), (51, "t3"),
                                                    (100, "t3"), (101, "t4"), (300, "t4")]],
    ],
)  # fmt: skip
def test_t_by_size(pack: Pack, table: str, size: float, expected: str) -> None:
    assert said(pack, table, "t", size_mm=size) == expected


@pytest.mark.parametrize(
    ("size", "invades", "expected"),
    [
        (20, "no", "t1"),
        (21, "no", "t2"),
        (40, "no", "t2"),
        (41, "no", "t3"),
        (10, "yes", "t4"),
        (None, "yes", "t4"),
        (10, None, None),
    ],
)
def test_t_of_head_and_neck(pack: Pack, size: float | None, invades: str | None, expected: str | None) -> None:
    assert said(pack, "tnm8_sts_head_neck_t", "t", size_mm=size, invades_adjoining=invades) == expected


@pytest.mark.parametrize(
    ("size", "discontinuous", "expected"),
    [(80, "no", "t1"), (81, "no", "t2"), (30, "yes", "t3"), (None, "yes", "t3"), (80, None, None), (None, "no", None)],
)
def test_t_of_bone(pack: Pack, size: float | None, discontinuous: str | None, expected: str | None) -> None:
    assert said(pack, "tnm8_bone_t", "t", size_mm=size, discontinuous=discontinuous) == expected


LOW, HIGH = ("g1", "gx"), ("g2", "g3")
STS_GROUPS = {
    ("t1", LOW): "ia", ("t2", LOW): "ib", ("t3", LOW): "ib", ("t4", LOW): "ib",
    ("t1", HIGH): "ii", ("t2", HIGH): "iiia", ("t3", HIGH): "iiib", ("t4", HIGH): "iiib",
}  # fmt: skip
STS_CASES = [(t, grade, stage) for (t, grades), stage in STS_GROUPS.items() for grade in grades]


@pytest.mark.parametrize("nodes", ["n0", "nx"])
@pytest.mark.parametrize(("t", "grade", "stage"), STS_CASES)
def test_stage_of_soft_tissue_sarcoma(pack: Pack, t: str, grade: str, stage: str, nodes: str) -> None:
    inputs = {"t": t, "n": nodes, "m": "m0", "path_grade": grade}
    assert said(pack, "tnm8_sts_limb_trunk", "stage_group", edition="ajcc8", **inputs) == stage
    assert said(pack, "tnm8_sts_limb_trunk", "stage_group", edition="uicc8", **inputs) == stage
    assert said(pack, "tnm8_sts_retroperitoneum", "stage_group", **inputs) == stage


def test_node_positive_limb_sarcoma_depends_on_who_published_the_edition(pack: Pack) -> None:
    inputs = {"t": "t2", "n": "n1", "m": "m0", "path_grade": "g3"}
    ajcc = ask(pack, "tnm8_sts_limb_trunk", edition="ajcc8", **inputs)
    uicc = ask(pack, "tnm8_sts_limb_trunk", edition="uicc8", **inputs)
    assert (ajcc.values["stage_group"], ajcc.verified, ajcc.source) == ("iv", True, "AJCC8")
    assert (uicc.values["stage_group"], uicc.verified, uicc.source) == ("iiib", False, "UICC8")
    unsaid = ask(pack, "tnm8_sts_limb_trunk", **inputs)
    assert not unsaid.known
    assert unsaid.unknown_because == ("edition",)
    assert said(pack, "tnm8_sts_retroperitoneum", "stage_group", **inputs) == "iiib"


@pytest.mark.parametrize("table", ["tnm8_sts_limb_trunk", "tnm8_sts_retroperitoneum", "tnm8_gist_gastric", "tnm8_gist_other"])
def test_distant_metastasis_is_stage_four_whatever_else_is_missing(pack: Pack, table: str) -> None:
    assert said(pack, table, "stage_group", m="m1") == "iv"


BONE_GROUPS = {
    ("t1", LOW): "ia", ("t2", LOW): "ib", ("t3", LOW): "ib",
    ("t1", HIGH): "iia", ("t2", HIGH): "iib", ("t3", HIGH): "iii",
}  # fmt: skip


@pytest.mark.parametrize(("t", "grade", "stage"), [(t, g, s) for (t, gs), s in BONE_GROUPS.items() for g in gs])
def test_stage_of_bone_sarcoma(pack: Pack, t: str, grade: str, stage: str) -> None:
    assert said(pack, "tnm8_bone", "stage_group", t=t, n="n0", m="m0", path_grade=grade) == stage
    assert said(pack, "tnm8_bone", "stage_group", t=t, n="n0", m="m1a", path_grade=grade) == "iva"
    assert said(pack, "tnm8_bone", "stage_group", t=t, n="n0", m="m1b", path_grade=grade) == "ivb"
    assert said(pack, "tnm8_bone", "stage_group", t=t, n="n1", m="m0", path_grade=grade) == "ivb"
    assert said(pack, "tnm8_bone", "stage_group", t=t, n="n1", m="m1a", path_grade=grade) == "ivb"


GIST_GROUPS = [  # stomach and omentum, other sites
    ("t1", "low", "ia", "ia"),
    ("t2", "low", "ia", "ia"),
    ("t3", "low", "ib", "ii"),
    ("t4", "low", "ii", "iiia"),
    ("t1", "high", "ii", "iiia"),
    ("t2", "high", "ii", "iiib"),
    ("t3", "high", "iiia", "iiib"),
    ("t4", "high", "iiib", "iiib"),
]


@pytest.mark.parametrize("nodes", ["n0", "nx"])
@pytest.mark.parametrize(("t", "rate", "gastric", "other"), GIST_GROUPS)
def test_stage_of_gist(pack: Pack, t: str, rate: str, gastric: str, other: str, nodes: str) -> None:
    inputs = {"t": t, "n": nodes, "m": "m0", "mitotic_rate": rate}
    assert said(pack, "tnm8_gist_gastric", "stage_group", **inputs) == gastric
    assert said(pack, "tnm8_gist_other", "stage_group", **inputs) == other


@pytest.mark.parametrize("table", ["tnm8_gist_gastric", "tnm8_gist_other"])
def test_node_positive_gist_is_stage_four(pack: Pack, table: str) -> None:
    assert said(pack, table, "stage_group", t="t1", n="n1", m="m0", mitotic_rate="low") == "iv"
