"""The board's advice and the treatment: surgery, radiotherapy, drugs, and how the tumour responded."""

from selnet.config.demo import numbers

from .model import Answer, Career, Day
from .tissue import reading
from .tumours import Regimen, texts
from .words import word

WEEK = 7
TOXICITY = {"none": 30, "grade_1": 42, "grade_2": 23, "grade_3": 5}


def tell(career: Career) -> None:
    care = career.care
    if care.board_day is not None:
        _board(career, care.board_day)
    if care.neoadjuvant:
        _neoadjuvant(career)
    if care.radiotherapy == "preop" and care.surgery_day is not None:
        _radiotherapy(career, care.surgery_day - 63, "preop", 50, 25)
    if care.surgery_day is not None:
        _first_surgery(career, care.surgery_day)
    elif career.tumour.metastatic:
        for line, regimen in enumerate(_lines(career), start=1):
            drugs(career, care.treatment_day + (line - 1) * 210, regimen, "palliative", line)


# --- the board


def _board(career: Career, day: int) -> None:
    chance, care = career.chance, career.care
    before = day < care.treatment_day
    rows: dict[str, Answer | None] = {}
    for modality, wanted in _advice(career, before).items():
        rows[f"{modality}_rec"] = "do" if wanted else "do_not"
        if wanted and day + 60 < career.last_day:
            done = chance.yes(numbers.EXECUTED)
            rows[f"{modality}_executed"] = "yes" if done else "no_patient"
            rows[f"{modality}_executed_reason"] = None if done else word(career, "not_executed")
    career.add("board", day, {
        "board_date": Day(day),
        "board_name": word(career, "board_name"),
        "board_reason": "first_presentation" if before else _why_after(career),
        "board_question": word(career, "board_question_before" if before else "board_question_after"),
        "board_phase": "before_treatment" if before else "after_surgery",
        "board_disciplines": ["medical_oncology", "radiology", "surgery", "pathology", "radiation_oncology"],
        "board_quorum_met": "1" if chance.yes(numbers.QUORUM_MET) else "0",
        "board_summary": word(career, "board_summary"),
        "board_diagnosis_agreed": career.tumour.entity.code,
        **rows,
    })  # fmt: skip


def _why_after(career: Career) -> str:
    return "unplanned_excision" if career.care.unplanned else "second_opinion_treatment"


def _advice(career: Career, before: bool) -> dict[str, bool]:
    care = career.care
    if before:
        return {
            "surgery": care.operated,
            "radiotherapy": bool(care.radiotherapy),
            "systemic": care.neoadjuvant or not care.operated,
        }
    return {
        "surgery": care.re_excised,
        "radiotherapy": care.radiotherapy == "postop",
        "systemic": care.adjuvant,
        "follow_up": True,
    }


# --- surgery


def _first_surgery(career: Career, day: int) -> None:
    care = career.care
    surgery(career, day, "first", care.margin, unplanned=care.unplanned)
    if care.re_excised:
        surgery(career, day + 40, "after_unplanned" if care.unplanned else "positive_margin", "r0")
    if care.radiotherapy == "postop":
        _radiotherapy(career, day + 56 + (40 if care.re_excised else 0), "postop", 60, 30)
    after = day + 42 + (40 if care.re_excised else 0)
    if care.adjuvant:
        for regimen in _perioperative(career)[-1:]:
            drugs(career, after, regimen, "adjuvant")
    if career.tumour.risk == "high" and career.tumour.genotype != "pdgfra_d842v" and career.chance.yes(0.88):
        for regimen in career.tumour.family.targeted:
            drugs(career, after, regimen, "adjuvant")


def surgery(career: Career, day: int, indication: str, margin: str, *, unplanned: bool = False) -> None:
    chance, care, tumour = career.chance, career.care, career.tumour
    again = indication in {"after_unplanned", "positive_margin"}
    amputated = care.amputated and indication == "first"
    place = "reference_centre" if again and (career.place.is_centre or chance.yes(0.5)) else care.surgery_place
    career.add("surgery", day, {
        "surgery_date": Day(day),
        "surgery_indication": indication,
        "surgery_intent": "palliative" if tumour.metastatic else "curative",
        "surgery_emergency": "1" if care.emergency and indication == "first" else "0",
        "surgery_unplanned": "1" if unplanned else "0",
        "surgery_unplanned_reason": chance.one(tumour.family.mimics) if unplanned else None,
        "surgery_institution_kind": place,
        "surgeon_kind": texts()["special_team"] if place == "reference_centre" else "general",
        "surgery_target": "local_recurrence" if indication == "recurrence" else "primary",
        "surgery_procedure": _procedure(career, unplanned, amputated),
        "amputation": "1" if amputated else "0",
        "amputation_level": word(career, "amputation_level") if amputated else None,
        "amputation_reason": "extent" if amputated else None,
        "surgery_complete": {"r0": "yes", "r1": "yes", "r2": "no"}.get(margin, "unknown"),
        "margin": margin,
        "margin_mm": str(chance.whole(1, 12)) if margin == "r0" else None,
        "margin_detail": ("inadvertent" if unplanned else "planned_close") if margin == "r1" else None,
        "clavien_dindo": chance.weighted({"none": 74, "i": 9, "ii": 9, "iiia": 3, "iiib": 5}),
    })  # fmt: skip
    specimen = {"first": "resection_primary", "recurrence": "resection_recurrence"}.get(indication, "re_excision")
    _specimen(career, day + chance.whole(7, 16), specimen, margin, day)


SPECIALIST = {
    "C16": "organ_resection",
    "C17": "organ_resection",
    "C20": "organ_resection",
    "C54": "hysterectomy",
    "C48": "multivisceral",
}


def _procedure(career: Career, unplanned: bool, amputated: bool) -> str:
    if amputated:
        return "amputation"
    if unplanned:
        return career.chance.one(["shelling_out", "marginal"])
    if career.tumour.entity.curettage and career.tumour.is_limb:
        return "curettage"
    return SPECIALIST.get(career.tumour.site[:3]) or ("wide" if career.chance.yes(0.85) else "marginal")


def _specimen(career: Career, day: int, specimen: str, margin: str, operated: int) -> None:
    care, tumour = career.care, career.tumour
    treated = care.neoadjuvant or care.radiotherapy == "preop"
    career.add("pathology", day, {
        **reading(career, day, specimen, received=operated + 1),
        "path_after_treatment": "1" if treated else "0",
        "path_size_mm": str(tumour.size_mm),
        "path_rupture": _rupture(career, specimen),
        "path_margin": margin,
        "path_margin_definition": "ink" if margin in {"r0", "r1"} else None,
        "response_necrosis_percent": str(career.chance.whole(10, 98)) if treated else None,
        **_risk(career),
    })  # fmt: skip


def _rupture(career: Career, specimen: str) -> str | None:
    return "none" if career.tumour.family.risk_table or specimen == "resection_primary" else None


def _risk(career: Career) -> dict[str, Answer | None]:
    answers = dict(career.tumour.family.risk_answers)
    name = answers.pop("field", "")
    return {**answers, name: career.tumour.risk} if name and career.tumour.risk else {}


# --- radiotherapy and drugs


def _radiotherapy(career: Career, day: int, timing: str, dose: int, fractions: int) -> None:
    end = day + fractions // 5 * WEEK - 3
    career.add("radiotherapy", day, {
        "rt_timing": timing,
        "rt_target": "primary" if timing == "preop" else "bed",
        "rt_institution_kind": "reference_centre" if career.place.is_centre else "network_hospital",
        "rt_start": Day(day),
        "rt_end": Day(end),
        "rt_dose_gy": str(dose),
        "rt_fractions": str(fractions),
        "rt_technique": "imrt" if career.place.is_centre else career.chance.one(["three_d", "imrt", "two_d"]),
        "rt_completed": "1" if end <= career.last_day else None,
        "rt_toxicity": career.chance.weighted(TOXICITY) if end <= career.last_day else None,
    })  # fmt: skip


def _perioperative(career: Career) -> list[Regimen]:
    regimens = career.tumour.family.perioperative
    meant = [each for each in regimens if each.only_for and each.only_for == career.tumour.entity.code]
    return meant or [each for each in regimens if not each.only_for]


def _lines(career: Career) -> list[Regimen]:
    lines = career.tumour.family.palliative
    return lines[: career.chance.whole(1, len(lines))]


def _neoadjuvant(career: Career) -> None:
    for regimen in _perioperative(career)[:1]:
        drugs(career, career.care.treatment_day, regimen, "neoadjuvant")


def drugs(career: Career, day: int, regimen: Regimen, intent: str, line: int = 0) -> None:
    chance = career.chance
    end = day + regimen.weeks * WEEK
    ongoing = end > career.last_day
    worse = intent == "palliative"
    response = chance.weighted({"pr": 18, "sd": 44, "pd": 38} if worse else {"pr": 26, "sd": 62, "pd": 12})
    career.add("systemic", day, {
        **regimen.answers,
        "sys_start": Day(day),
        "sys_end": None if ongoing else Day(end),
        "sys_intent": intent,
        "sys_line": str(line) if worse else None,
        "sys_cycles": str(regimen.cycles) if regimen.cycles and not ongoing else None,
        "sys_institution_kind": career.place.kind,
        "sys_status": "ongoing" if ongoing and not career.is_dead else "ended",
        "sys_stop_reason": _stop(career, ongoing, worse),
        "sys_access": chance.weighted({"none": 76, "delayed": 14, "substituted": 4, "court": 3, "out_of_pocket": 3}),
    })  # fmt: skip
    middle = min(day + 60, end)
    if intent != "adjuvant":
        _response(career, middle, response)


def _stop(career: Career, ongoing: bool, palliative: bool) -> str | None:
    if ongoing:
        return "death" if career.is_dead else None
    return "progression" if palliative else career.chance.weighted({"completed": 88, "toxicity": 12})


def _response(career: Career, day: int, value: str) -> None:
    first = career.tumour.size_mm
    change = {"pr": 0.62, "sd": 0.95, "pd": 1.32}[value]
    career.add("response", day, {
        "response_date": Day(day),
        "response_to": "systemic",
        "response_criteria": "recist11",
        "response_modality": "ct",
        "response_baseline_mm": str(first),
        "response_sum_mm": str(max(1, int(first * change))),
        "response_value": value,
    })  # fmt: skip
