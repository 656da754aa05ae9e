"""What is given: the person, the tumour, the care. Shares and intervals are those of numbers.py."""

from dataclasses import dataclass

from selnet.config.demo import numbers

from .chance import Chance
from .model import Care, Career, Place, Tumour
from .staging import staged
from .tumours import Entity, Family, families

SIGMA = 0.55  # spread of sizes and of intervals; invented
LONGEST_KNOWN = 2300  # days since the first visit of the earliest patient


@dataclass(frozen=True)
class Wish:
    """What a patient of one of the forty cases must be. Empty: as chance wills."""

    family: str = ""
    entity: str = ""
    site: str = ""
    size_mm: int = 0
    age: int = 0
    female: bool | None = None
    course: str = ""  # untouched, unplanned, operated, relapsed: where the story stands when the case is opened
    grade: str = ""
    margin: str = ""
    read_as: str = ""  # the entity that the local pathologist named
    untested: bool = False  # no molecular test was done


def draw(seed: int, number: int, place: Place, wish: Wish | None = None) -> Career:
    chance = Chance(seed, "patient", number)
    wanted = wish or Wish()
    tumour = _tumour(chance, wanted)
    mean, spread = tumour.entity.age
    age = int(chance.about(mean, spread, 18, 89))
    female = tumour.entity.female or chance.yes(0.47)
    care = _care(chance, tumour, place, wanted)
    return Career(
        number=number,
        place=place,
        female=female if wanted.female is None else wanted.female,
        age=wanted.age or age,
        tumour=tumour,
        care=care,
        chance=chance,
        now=chance.whole(25, LONGEST_KNOWN),
    )


# --- the tumour


def _tumour(chance: Chance, wish: Wish) -> Tumour:
    family = families()[wish.family or chance.weighted({each.id: each.share for each in families().values()})]
    entities = {each.code: each for each in family.entities}
    entity = entities[wish.entity or chance.weighted({code: each.weight for code, each in entities.items()})]
    site = wish.site or chance.weighted(entity.sites)
    deep = (
        family.deep or site.startswith(("C48", "C54")) or not (entity.superficial or site.startswith("C44") or chance.yes(0.24))
    )
    made = Tumour(
        family=family,
        entity=entity,
        site=site,
        side=_side(chance, site),
        deep=deep,
        size_mm=wish.size_mm or _size(chance, family, entity, deep),
        grade=wish.grade or _grade(chance, entity),
        metastatic=_metastatic(chance, family, entity, deep) and not wish.course,
        mitoses=int(chance.skewed(4, 1.0)),
        read_as=wish.read_as,
        untested=wish.untested,
    )
    if entity.genotypes:
        made.genotype = chance.weighted({each.genotype: each.weight for each in entity.genotypes})
    return staged(made)


def _side(chance: Chance, site: str) -> str:
    if site.startswith(("C16", "C17", "C20", "C54")):
        return "not_applicable"
    return "midline" if site in {"C44.5", "C41.4"} and chance.yes(0.4) else chance.one(["left", "right"])


def _size(chance: Chance, family: Family, entity: Entity, deep: bool) -> int:
    mean = entity.size or family.size_mean_mm
    size = chance.skewed(mean / 1.16, SIGMA)  # exp(SIGMA²/2) = 1.16: the mean of a log-normal lies above its median
    return max(8, min(int(size if deep else size * 0.6), 420))


def _grade(chance: Chance, entity: Entity) -> str:
    return entity.fixed_grade or (chance.weighted(entity.grades) if entity.grades else "")


def _metastatic(chance: Chance, family: Family, entity: Entity, deep: bool) -> bool:
    return entity.is_malignant and chance.yes(family.metastatic * (1.15 if deep else 0.4))


# --- the care


def _care(chance: Chance, tumour: Tumour, place: Place, wish: Wish) -> Care:
    board = chance.yes(numbers.BOARD_FIRST_BY_PLACE.at(place.is_centre))
    imaged, biopsied = chance.yes(numbers.IMAGED_FIRST.at(board)), chance.yes(numbers.BIOPSIED_FIRST.at(board))
    chest = chance.yes(numbers.CHEST_BY_BOARD.at(board))
    operated = chance.yes(0.25 if tumour.metastatic else 0.94)
    if wish.course:
        board, operated = False, True
        imaged = biopsied = chest = wish.course != "unplanned"
    care = Care(
        board_first=board,
        imaged_first=imaged,
        biopsied_first=biopsied or not operated,
        chest_first=chest,
        unplanned=bool(tumour.family.mimics) and operated and not (board or imaged or biopsied),
        emergency=bool(tumour.family.emergencies) and operated and not board and chance.yes(0.2),
        operated=operated,
        treatment_day=0,
    )
    _plan(chance, tumour, place, care)
    care.margin = wish.margin or care.margin
    _when(chance, tumour, place, care, wish)
    return care


def _plan(chance: Chance, tumour: Tumour, place: Place, care: Care) -> None:
    high = tumour.grade in {"g2", "g3"} and tumour.deep and tumour.size_mm > 50 and tumour.entity.is_malignant
    has_drugs = bool(tumour.family.perioperative) and care.operated
    wants_drugs = tumour.entity.chemo or (high and not tumour.family.plain_film and chance.yes(0.45 if place.is_centre else 0.22))
    care.neoadjuvant = has_drugs and wants_drugs and care.biopsied_first and (tumour.entity.chemo or chance.yes(0.6))
    care.adjuvant = has_drugs and wants_drugs and (tumour.entity.chemo or not care.neoadjuvant)
    if high and tumour.is_limb and not tumour.family.plain_film and care.operated:
        before = care.biopsied_first and chance.yes(0.45 if place.is_centre else 0.15)
        care.radiotherapy = "preop" if before else ("postop" if chance.yes(0.62) else "")
    if care.operated:
        care.margin = _margin(chance, place, care)
        can_again = care.margin in {"r1", "r2", "unknown"}
        # those with a free margin are not operated again, so the others are the more often
        care.re_excised = can_again and chance.yes(
            numbers.RE_EXCISED.at(care.board_first) / (1 - numbers.R0.at(care.board_first))
        )
        care.amputated = tumour.is_limb and not care.unplanned and chance.yes(numbers.AMPUTATED.at(place.is_centre))


def _margin(chance: Chance, place: Place, care: Care) -> str:
    if chance.yes(numbers.R0.at(care.board_first)):
        return "r0"
    unknown = numbers.UNKNOWN_MARGIN.at(place.is_centre) / (1 - numbers.R0.at(care.board_first))
    if chance.yes(unknown):
        return "unknown"
    return "r2" if chance.yes(numbers.R2_OF_REST.at(care.board_first)) else "r1"


def _when(chance: Chance, tumour: Tumour, place: Place, care: Care, wish: Wish) -> None:
    care.onset_day = -int(chance.skewed(tumour.family.symptom_weeks * 7 / 1.5, 0.9)) - 3
    median = numbers.TO_TREATMENT_DEEP if tumour.deep else numbers.TO_TREATMENT_SUPERFICIAL
    if care.unplanned or care.emergency:
        wait = chance.skewed(14 if care.unplanned else 4, 0.5)
    else:
        wait = chance.skewed(median * (1.0 if care.board_first or place.is_centre else numbers.DELAY_ELSEWHERE), SIGMA)
    care.treatment_day = max(int(wait), 18 if care.biopsied_first and care.board_first else 12 if care.biopsied_first else 3)
    if care.biopsied_first:
        care.biopsy_day = max(1, int(care.treatment_day * 0.35))
    before = (3 * 28 + 14 if care.neoadjuvant else 0) + (63 if care.radiotherapy == "preop" else 0)
    care.surgery_day = care.treatment_day + before if care.operated else None
    care.diagnosis_day = (care.biopsy_day or care.treatment_day) + chance.whole(4, 9)
    care.diagnosis_day = min(care.diagnosis_day, care.treatment_day - 2) if care.biopsied_first else care.diagnosis_day
    if chance.yes(numbers.REVIEWED.at(place.is_centre)) and not wish.course:
        care.review_day = care.diagnosis_day + chance.whole(6, 25)
    if care.board_first:
        care.board_day = care.treatment_day - chance.whole(1, 4)
    elif chance.yes(0.55) and not wish.course:
        care.board_day = (care.surgery_day or care.treatment_day) + chance.whole(18, 60)
    _whereto(chance, place, care)


def _whereto(chance: Chance, place: Place, care: Care) -> None:
    if place.is_centre:
        care.surgery_place = "reference_centre"
        return
    if care.board_first:
        care.surgery_place = "reference_centre" if chance.yes(0.55) else "network_hospital"
    else:
        care.surgery_place = chance.weighted({"network_hospital": 70, "general_hospital": 18, "private_clinic": 12})
    if care.board_first or chance.yes(0.4):
        untouched = care.board_first or chance.yes(numbers.UNTOUCHED - 0.2)
        care.referral_day = chance.whole(2, 8) if untouched else care.treatment_day + chance.whole(10, 45)
