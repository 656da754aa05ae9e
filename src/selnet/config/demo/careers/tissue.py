"""What was taken and read: biopsy, pathology, its review, molecular tests, and the stage that follows."""

from selnet.config.demo import numbers

from .model import Answer, Career, Day, Tumour
from .tumours import Genotype


def tell(career: Career) -> None:
    if career.care.biopsy_day is not None:
        _biopsy(career, career.care.biopsy_day)
    if career.care.review_day is not None:
        _review(career, career.care.review_day)
    _molecular(career)
    _stage(career)


def _biopsy(career: Career, day: int) -> None:
    chance, care = career.chance, career.care
    inside = career.tumour.site.startswith(("C16", "C17", "C20"))
    kind = chance.weighted({"core": 76, "incisional": 18, "fna": 6}) if not inside else chance.weighted({"fna": 60, "core": 40})
    career.add("biopsy", day, {
        "biopsy_date": Day(day),
        "biopsy_type": kind,
        "biopsy_origin": "primary",
        "biopsy_by": "reference_centre" if care.board_first and care.referral_day else career.place.kind,
        "biopsy_operator": "endoscopist" if inside else "radiologist" if kind == "core" else "other_surgeon",
        "biopsy_guidance": "eus" if inside else "us" if kind == "core" else "open",
        "biopsy_gauge": chance.one(["g14", "g16"]) if kind == "core" else None,
        "biopsy_planned": "1" if care.board_first else "0",
        "biopsy_adequate": "1",
        "biopsy_complication": "none",
    })  # fmt: skip
    career.add("pathology", care.diagnosis_day, reading(career, care.diagnosis_day, "biopsy_primary", received=day + 1))


def reading(
    career: Career, day: int, specimen: str, *, received: int | None = None, kind: str = "local"
) -> dict[str, Answer | None]:
    """A pathology report of the primary tumour."""
    chance, tumour, entity = career.chance, career.tumour, career.tumour.entity
    optional = numbers.MISSING.at(career.place.is_centre)
    return {
        "path_date": Day(day),
        "path_kind": kind,
        "specimen": specimen,
        "path_lab_kind": "reference_centre" if kind == "review" else career.place.kind,
        "path_received_date": Day(received) if received is not None and received <= day else None,
        "slides_available": "1",
        "path_after_treatment": "0",
        "histology": tumour.read_as or entity.code,
        "path_dignity": entity.dignity,
        "histology_certainty": "definite" if chance.yes(0.8) else "probable",
        **_grading(career),
        tumour.family.mitoses_field: {"missing": "NI"} if chance.yes(optional) else str(tumour.mitoses),
        "necrosis_percent": {"missing": "NI"} if chance.yes(optional * 2) else None,
        "ki67_percent": {"missing": "ND"} if chance.yes(optional) else str(int(chance.about(22, 14, 1, 90))),
        "ihc_positive": entity.positive or None if not tumour.read_as else None,
        "ihc_negative": entity.negative or None if not tumour.read_as else None,
    }


def _grading(career: Career) -> dict[str, str]:
    tumour = career.tumour
    if not tumour.grade:
        return {}
    scored = tumour.family.scores.get(tumour.grade)
    return {"path_grade": tumour.grade, **(career.chance.one(scored) if scored else {})}


def _review(career: Career, day: int) -> None:
    chance = career.chance
    shares = {"none": numbers.REVIEW_CONCORDANT, "minor": numbers.REVIEW_PARTLY}
    result = chance.weighted(shares | {"major": 1 - sum(shares.values())})
    specimen = "biopsy_primary" if career.care.biopsied_first else "resection_primary"
    differs = ["grade"] if chance.yes(numbers.GRADE_AMONG_DIFFERENCES) else ["subtype" if result == "minor" else "type"]
    career.add("pathology", day, {
        **reading(career, day, specimen, kind="review"),
        "path_margin": career.care.margin if specimen == "resection_primary" else None,
        "path_blocks_sent": chance.one([["blocks"], ["glass"], ["whole_slide"]]),
        "path_review_result": result,
        "path_review_differs": differs if result != "none" else None,
        "path_management_change": ("1" if result == "major" else "0") if result != "none" else None,
    })  # fmt: skip


def _molecular(career: Career) -> None:
    chance, tumour = career.chance, career.tumour
    test = tumour.entity.test
    share = 0.85 if career.place.is_centre else 0.45
    if test is None or not chance.yes(share) or tumour.untested:
        return
    day = career.care.diagnosis_day + chance.whole(9, 30)
    detected = chance.yes(0.9)
    answers: dict[str, Answer | None] = {
        "mol_date": Day(day),
        "mol_requested_date": Day(career.care.diagnosis_day),
        "mol_test": test.term,
        "mol_method": test.method,
        "mol_material": "ffpe",
        "mol_lab_kind": "reference_centre",
        "mol_result": "detected" if detected else "inconclusive",
        "gene": test.gene,
        "mol_alteration": test.alteration if detected else None,
        "partner_gene": test.partner or None if detected else None,
        "mol_hgvs": test.hgvs or None if detected else None,
        "mol_exon": test.exon or None if detected else None,
        "mol_changes_dx": "confirms",
    }
    found = next((each for each in tumour.entity.genotypes if each.genotype == tumour.genotype), None)
    if found is not None:
        answers.update(_genotyped(career, found))
    career.add("molecular", day, answers)


def _genotyped(career: Career, found: Genotype) -> dict[str, Answer | None]:
    mutated = bool(found.gene)
    answers: dict[str, Answer | None] = {
        "mol_result": "detected" if mutated else "not_detected",
        "mol_alteration": "mutation" if mutated else None,
        "mol_hgvs": found.hgvs or None,
        "mol_exon": found.exon or None,
        career.tumour.family.genotype_field: found.genotype,
    }
    return answers | ({"gene": found.gene} if mutated else {}) | ({"mol_test": found.term} if found.term else {})


def _stage(career: Career) -> None:
    tumour, chance = career.tumour, career.chance
    day = max(1, career.care.treatment_day - 2) if career.care.chest_first else career.care.diagnosis_day + 14
    moment = "clinical" if day < career.care.treatment_day else "pathological"
    career.add("staging", day, {
        "stage_date": Day(day),
        "stage_moment": moment,
        "edition": "uicc8" if tumour.family.risk_table else "ajcc8",
        **_tnm(tumour),
        "stage_group": (tumour.group if tumour.entity.is_malignant else "") or "none",
        "metastasis_sites": ["liver" if tumour.family.risk_table else "lung"] if tumour.metastatic else None,
        "ecog": chance.weighted({"ecog_0": 52, "ecog_1": 36, "ecog_2": 10, "ecog_3": 2}),
        "resectable": "no" if tumour.metastatic and not career.care.operated else "yes",
    })  # fmt: skip


def _tnm(tumour: Tumour) -> dict[str, Answer]:
    """TNM stages malignant tumours; of the others it is said that it was not done."""
    if not tumour.entity.is_malignant:
        return {name: {"missing": "ND"} for name in ("t", "n", "m")}
    rules = tumour.family.staging_at(tumour.site)
    metastasis = rules.metastasis if rules else "m1"
    return {"t": tumour.t, "n": "n0", "m": metastasis if tumour.metastatic else "m0"}
