"""What came of it: relapse and its treatment, follow-up, adverse events, samples kept."""

from .model import Career, Day
from .treatment import drugs, surgery
from .tumours import texts
from .words import word

VISITS = (90, 180, 365, 540, 730, 1095, 1460, 1825)  # days after the end of the first treatment
LOCAL_RESECTED = 0.6  # invented, as everything here that fates.py does not set


def tell(career: Career) -> None:
    _relapses(career)
    _visits(career)
    _events(career)
    _samples(career)


def _relapses(career: Career) -> None:
    local, distant = career.fate.local_day, career.fate.distant_day
    chance = career.chance
    if local is not None:
        _relapse(career, local, "local")
        if chance.yes(LOCAL_RESECTED):
            surgery(career, local + 35, "recurrence", chance.weighted({"r0": 50, "r1": 35, "r2": 15}))
    if distant is not None:
        _relapse(career, distant, "distant")
        for line, regimen in enumerate(career.tumour.family.palliative[: chance.whole(1, 3)], start=1):
            drugs(career, distant + 28 + (line - 1) * 190, regimen, "palliative", line)


def _relapse(career: Career, day: int, kind: str) -> None:
    organ = "liver" if career.tumour.family.risk_table else "lung"
    career.add("recurrence", day, {
        "recurrence_date": Day(day),
        "recurrence_kind": kind,
        "recurrence_sites": [organ] if kind == "distant" else None,
        "recurrence_number": career.chance.weighted({"single": 30, "few": 40, "many": 30}) if kind == "distant" else "single",
        "recurrence_found_by": career.chance.weighted({"planned_imaging": 56, "planned_visit": 16, "symptoms": 28}),
        "recurrence_confirmed": career.chance.weighted({"histology": 45, "imaging": 55}),
    })  # fmt: skip


def _visits(career: Career) -> None:
    chance = career.chance
    start = (career.care.surgery_day or career.care.treatment_day) + 60
    lost = chance.yes(0.05 if career.place.is_centre else 0.12)
    days = [start + each for each in VISITS if start + each < career.last_day]
    if lost and len(days) > 2:
        days = days[: max(1, len(days) // 2)]
    for index, day in enumerate(days):
        newest = index == len(days) - 1
        _visit(career, day, draft=newest and career.now - day < 40 and chance.yes(0.4))
    if career.is_dead and career.fate.death_day is not None:
        career.add("follow_up", career.fate.death_day, {
            "fu_date": Day(career.fate.death_day), "fu_kind": "records", "fu_status": "dead",
            "disease_status": _disease(career, career.fate.death_day),
        })  # fmt: skip


def _visit(career: Career, day: int, *, draft: bool) -> None:
    state = _disease(career, day)
    career.add("follow_up", day, {
        "fu_date": Day(day),
        "fu_kind": career.chance.weighted({"visit": 84, "video": 9, "records": 7}),
        "fu_status": "alive",
        "disease_status": state,
        "fu_treatment_now": "palliative" if "metastatic" in state else "none",
        "fu_imaging": career.chance.one([["chest_ct"], ["chest_ct", "local_mri"], ["chest_xray"], ["none"]]),
        "fu_ecog": career.chance.weighted({"ecog_0": 55, "ecog_1": 35, "ecog_2": 10}),
    }, draft=draft)  # fmt: skip


def _disease(career: Career, day: int) -> str:
    if career.tumour.metastatic:
        return "metastatic"
    if not career.care.operated:
        return "local"
    local = career.fate.local_day is not None and career.fate.local_day <= day
    distant = career.fate.distant_day is not None and career.fate.distant_day <= day
    if distant:
        return "local_metastatic" if local else "metastatic"
    return "local" if local else "none"


def _events(career: Career) -> None:
    chance = career.chance
    starts = [event.day for event in career.events if event.form == "systemic"]
    if starts and chance.yes(0.35):
        known = chance.one(texts()["adverse_events"])
        kind = {"ae_system": known["system"], "ae_grade": known["grade"], "ae_serious": known["serious"]}
        _event(career, starts[0] + chance.whole(7, 50), known[career.place.language], "systemic", kind)
    if career.care.surgery_day is not None and chance.yes(0.07):
        kind = {"ae_system": "wound", "ae_grade": "grade_2", "ae_serious": "0"}
        _event(career, career.care.surgery_day + chance.whole(5, 20), word(career, "wound_event"), "surgery", kind)


def _event(career: Career, day: int, term: str, related: str, kind: dict[str, str]) -> None:
    career.add("adverse_events", day, {
        **kind, "ae_date": Day(day), "ae_end": Day(day + 9), "ae_term": term, "ae_related": [related],
        "ae_outcome": "recovered" if day + 9 <= career.last_day else "ongoing",
    })  # fmt: skip


def _samples(career: Career) -> None:
    chance, day = career.chance, career.care.surgery_day or career.care.biopsy_day
    if day is None or not chance.yes(0.55 if career.place.is_centre else 0.06):
        return
    for kind, storage in (("tumour_ffpe", "room"), ("tumour_frozen", "minus_80"))[: chance.whole(1, 2)]:
        career.add("samples", day, {
            "sample_date": Day(day), "sample_type": kind, "sample_origin": "primary", "sample_moment": "surgery",
            "consent_ok": "1", "sample_aliquots": str(chance.whole(1, 6)), "storage": storage, "sample_state": "stored",
        })  # fmt: skip
