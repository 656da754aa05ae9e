"""The 261 real patients of TCGA-SARC come in whole, and say what the source says: read here again, by csv alone."""

import csv
import os
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db.models import Count

from cast import Cast
from interop.importing import run
from selnet.access.api import acting
from selnet.interop.models import SourceRow
from selnet.interop.tables.known import key_hash
from selnet.record.api import Entry, Patient, identities

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SELNET_REAL_DATA", ROOT.parent / "shared" / "data"))
TABLE = DATA / "tcga_sarc" / "tcga_sarc_merged_DERIVED.csv"
MAPPING = ROOT / "packs/sarcoma/mappings/tcga_sarc.yaml"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not TABLE.is_file(), reason="no TCGA sheet: set SELNET_REAL_DATA to the folder of real data"),
]
BLANK = {"", "[Not Available]", "[Unknown]", "[Not Evaluated]", "[Discrepancy]"}


def _source() -> list[dict[str, str]]:
    with TABLE.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _answers(form: str, field: str) -> Counter[str]:
    found = Entry.objects.filter(form=form).values_list(f"answers__{field}", flat=True)
    return Counter(answer if isinstance(answer, str) else "" for answer in found)


def _counted(column: str, words: dict[str, str]) -> Counter[str]:
    return Counter(words.get(row[column], "") for row in _source())


def _of(row: dict[str, str], cast: Cast, form: str) -> list[dict[str, object]]:
    hashed = key_hash("tcga_sarc", cast.hospital.pk, row["bcr_patient_barcode"])
    patient = SourceRow.objects.get(key_hash=hashed).patient_id
    return [entry.answers for entry in Entry.objects.filter(patient=patient, form=form).order_by("instance")]


@pytest.fixture
def told(cast: Cast) -> str:
    identities.make_keys()
    told = run(TABLE, MAPPING, "--yes")
    assert told.code == 0, told.text
    return told.text


def test_everybody_comes_in_and_what_does_not_is_listed(told: str, cast: Cast) -> None:
    assert "261 patients imported" in told
    for words in (
        "0 rows refused",
        "4 rows have no year",
        "new_tumor_event_type' 8: New Primary Tumor 8",
        "0%_(no_necrosis_or_no_mention_of_necrosis) 67",
        "molecular.mol_result: log2 copy-number ratio",
        "Columns not used",
    ):
        assert words in told
    assert "the mapping does not mention them" not in told, "every column is taken, or left out with a reason"
    with acting(cast.actor("dora")):
        assert Patient.objects.count() == 261
        assert {
            row["forms"] for row in Entry.objects.filter(form="demographics").values("patient").annotate(forms=Count("id"))
        } == {1}


def test_counts_equal_the_source(told: str, cast: Cast) -> None:
    with acting(cast.actor("dora")):
        margins = _answers("surgery", "margin")
        assert margins == _counted("residual_tumor", {"R0": "r0", "R1": "r1", "R2": "r2", "RX": "unknown"}) - Counter({"": 1})
        assert margins == {"r0": 155, "r1": 70, "r2": 9, "unknown": 26}
        assert _answers("pathology", "path_margin")["r0"] == sum(row["margin_status"] == "Negative" for row in _source())
        assert _answers("demographics", "deceased") == {"1": 99, "0": 162}
        assert _answers("follow_up", "fu_status") == {"dead": 99, "alive": 162}
        assert _answers("demographics", "sex") == _counted("gender", {"MALE": "male", "FEMALE": "female"})
        assert _answers("pathology", "path_grade") == _counted("pub2017_FNCLCC_GRADE", {"1.0": "g1", "2.0": "g2", "3.0": "g3"})
        assert _answers("pathology", "mitoses")[""] == sum(row["primary_pathology_mitotic_count"] == "" for row in _source())
        assert Entry.objects.filter(form="radiotherapy").count() == sum(
            "YES" in (row["radiation_therapy"], row["has_radiations_information"]) for row in _source()
        )
        detected = Entry.objects.filter(form="molecular", answers__gene="MDM2", answers__mol_result="detected").count()
        assert detected == sum(float(row["pub2017_AMP_12Q15_MDM2"] or 0) >= 2 for row in _source()) == 50


def test_names_decide_before_codes(told: str, cast: Cast) -> None:
    names = Counter(row["histological_type"] for row in _source())
    with acting(cast.actor("dora")):
        types = _answers("pathology", "histology")
        uterine = types["leiomyosarcoma_uterine"]
        assert uterine == sum(
            row["histological_type"].startswith("Leio")
            and (row["icd_o_3_site"] or row["pancan_ICD-10_Classification"])[:3] in {"C53", "C54", "C55"}
            for row in _source()
        )
        assert types["leiomyosarcoma"] + uterine == names["Leiomyosarcoma (LMS)"] == 105
        assert types["dedifferentiated_liposarcoma"] == names["Dedifferentiated liposarcoma"] == 59
        assert types["undifferentiated_pleomorphic_sarcoma"] == 29 + 21 + 1
        assert (types["desmoid_abdominal"], types["desmoid_extra_abdominal"], types[""]) == (1, 1, 0)


@pytest.mark.parametrize("number", [3, 77, 120])
def test_single_patients_say_what_their_rows_say(told: str, cast: Cast, number: int) -> None:
    row = _source()[number]
    assert not {row["initial_pathologic_dx_year"], row["birth_days_to"]} & BLANK, "these three rows have an anchor"
    day = date(int(float(row["initial_pathologic_dx_year"])), 7, 1)

    def after(column: str) -> str:
        return (day + timedelta(days=float(row[column]))).isoformat()

    with acting(cast.actor("dora")):
        (person,) = _of(row, cast, "demographics")
        assert person["sex"] == row["gender"].lower()
        assert person["birth_year"] == after("birth_days_to")[:4]
        (follow_up,) = _of(row, cast, "follow_up")
        dead = row["vital_status"] == "Dead"
        assert follow_up["fu_date"] == after("death_days_to" if dead else "last_contact_days_to")
        assert person.get("death_date") == (follow_up["fu_date"] if dead else None)
        (presentation,) = _of(row, cast, "presentation")
        size = row["pub2017_TUMOR_SIZE"] or row["mc3_pathologic_tumor_length"]
        assert presentation["size_mm"] == (str(round(float(size) * 10)) if size else {"missing": "NI"})
        assert presentation["site"] == row["icd_o_3_site"]
        events = [entry.get("recurrence_date") for entry in _of(row, cast, "recurrence")]
        if row["new_tumor_event_type"] in {"Distant Metastasis", "Locoregional Recurrence"}:
            assert events[0] == after("new_tumor_event_dx_days_to")
        (surgery,) = _of(row, cast, "surgery")
        assert surgery["margin"] == {"R0": "r0", "R1": "r1", "R2": "r2", "RX": "unknown"}[row["residual_tumor"]]


def test_again_adds_nobody(told: str, cast: Cast) -> None:
    assert "0 new patients, 261 imported before, 0 rows refused" in run(TABLE, MAPPING, "--yes").text
    with acting(cast.actor("dora")):
        assert Patient.objects.count() == 261
