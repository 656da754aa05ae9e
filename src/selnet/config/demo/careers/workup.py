"""From the first visit on: who the patient is, what brought them, what was seen."""

from selnet.config.demo import numbers

from .model import Answer, Career, Day, YearBefore


def tell(career: Career) -> None:
    _person(career)
    _presentation(career)
    _images(career)


def _person(career: Career) -> None:
    chance, centre = career.chance, career.place.is_centre
    dead = career.is_dead
    career.add("demographics", 0, {
        "sex": "female" if career.female else "male",
        "birth_year": YearBefore(career.age),
        "country": career.place.country.lower(),
        "insurance": chance.weighted({"public": 46, "social_security": 34, "private": 12, "none": 8}),
        "distance_km": str(int(chance.skewed(25 if centre else 320, 0.8))),
        "first_contact_date": Day(0),
        "deceased": "1" if dead else "0",
        "death_date": Day(career.fate.death_day) if dead and career.fate.death_day is not None else None,
        "death_cause": _cause(career) if dead else None,
    })  # fmt: skip
    career.add("history", 0, {
        "history_date": Day(0),
        "genetic_syndrome": [career.tumour.entity.syndrome] if _has_syndrome(career) else ["none"],
        "comorbidity": _conditions(career),
        "smoking": chance.weighted({"never": 58, "former": 26, "current": 16}),
        "height_cm": str(int(chance.about(159 if career.female else 171, 7, 140, 200))),
        "weight_kg": str(int(chance.about(66 if career.female else 76, 13, 40, 140))),
    })  # fmt: skip
    career.add("diagnosis", career.care.diagnosis_day, {
        "family": career.tumour.family.id,
        "dx_status": "confirmed",
        "dx_date": Day(career.care.diagnosis_day),
        "dx_basis": "histology",
        "dx_route": chance.weighted({"symptoms": 88, "incidental": 12}),
        "dx_institution_kind": career.place.kind,
        "dx_extent": "metastatic" if career.tumour.metastatic else "localised",
        "treatment_intent": "palliative" if career.tumour.metastatic else "curative",
        **career.tumour.family.site_answers.get(career.tumour.site, {}),
    })  # fmt: skip


def _has_syndrome(career: Career) -> bool:
    return bool(career.tumour.entity.syndrome) and career.chance.yes(0.4)


def _conditions(career: Career) -> list[str]:
    found = [name for name, share in (("hypertension", 0.25), ("diabetes", 0.13), ("heart", 0.06)) if career.chance.yes(share)]
    return found or ["none"]


def _cause(career: Career) -> str:
    if career.tumour.metastatic or career.fate.relapse_day is not None:
        return "this_tumour"
    return career.chance.weighted({"other_disease": 60, "treatment": 15, "unknown": 25})


INSIDE = (["abdominal"], ["bleeding"], ["pain", "abdominal"])  # symptoms of tumours inside the trunk, and of the others
OUTSIDE = (["lump"], ["lump", "pain"], ["pain"])


def _presentation(career: Career) -> None:
    chance, tumour, care = career.chance, career.tumour, career.care
    inside = tumour.site.startswith(("C16", "C17", "C20", "C48", "C54"))
    growing, unknown = chance.yes(0.72), chance.yes(numbers.MISSING.at(career.place.is_centre))
    career.add("presentation", 0, {
        "presentation_date": Day(0),
        "symptom_onset_date": {"missing": "ASKU"} if unknown else Day(care.onset_day),
        "symptoms": chance.one(INSIDE if inside else OUTSIDE),
        "site": tumour.site,
        "side": tumour.side,
        "depth": "deep" if tumour.deep else "superficial",
        "size_mm": str(tumour.size_mm),
        "size_basis": "ct_mri" if care.imaged_first else "palpation",
        "growing": "1" if growing else "0",
        "growth_speed": chance.weighted({"months": 68, "weeks": 20, "years": 12}) if growing else None,
        "pain": chance.weighted({"none": 48, "movement": 28, "rest": 14, "night": 10}),
        "first_facility": chance.weighted({"primary_care": 52, "emergency": 16, "general_hospital": 22, "private": 10}),
        "complication_emergency": chance.one(tumour.family.emergencies) if care.emergency else "none",
        "referral_date": Day(care.referral_day) if care.referral_day is not None else None,
        "referral_reason": _referral_reason(career),
    })  # fmt: skip


def _referral_reason(career: Career) -> str | None:
    care = career.care
    if care.referral_day is None or care.referral_day > career.last_day:
        return None
    if care.referral_day < care.treatment_day:
        return "untouched"
    return "after_unplanned_surgery" if care.unplanned else "after_planned_surgery"


# --- images


def _images(career: Career) -> None:
    care, tumour = career.care, career.tumour
    before = max(1, int(care.treatment_day * 0.25))
    if tumour.family.plain_film and care.imaged_first:
        _image(career, max(0, before - 1), "xray", "primary", "suspicious", img_periosteum="aggressive")
    if care.imaged_first:
        _primary(career, before)
    elif care.surgery_day is not None and career.chance.yes(0.55):
        _image(career, care.surgery_day + 25, "mri" if tumour.is_limb else "ct", "local", "indeterminate")
    if care.chest_first:
        _chest(career, before + 3)
    elif career.chance.yes(0.6):
        _chest(career, (care.surgery_day or care.treatment_day) + 21)


def _primary(career: Career, day: int) -> None:
    chance, tumour = career.chance, career.tumour
    long = tumour.size_mm
    modality = tumour.family.modality_at(tumour.site)
    depth = "bone" if tumour.family.plain_film else "below" if tumour.deep else "above"
    vessels = chance.weighted({"free": 62, "abutting": 30, "encased": 8})
    _image(
        career, day, modality, "primary", "suspicious" if chance.yes(0.86) else "indeterminate", contrast="1",
        imaging_purpose="diagnosis", img_size_a=str(long), img_size_b=str(max(5, int(long * 0.7))),
        img_size_c=str(max(5, int(long * 0.55))), img_depth=depth, img_neurovascular=vessels,
        img_necrosis="1" if chance.yes(0.4) else "0",
    )  # fmt: skip


def _chest(career: Career, day: int) -> None:
    lung = career.tumour.metastatic and not career.tumour.family.risk_table
    _image(
        career, day, "ct", "chest", "metastases" if lung else "no_metastases", imaging_purpose="staging", contrast="1",
        **({"img_metastasis_sites": ["lung"]} if lung else {}),
    )  # fmt: skip


def _image(career: Career, day: int, modality: str, region: str, result: str, **more: Answer) -> None:
    career.add("imaging", day, {
        "imaging_date": Day(day),
        "modality": modality,
        "region": region,
        "imaging_result": result,
        "imaging_institution_kind": career.place.kind,
        **more,
    })  # fmt: skip
