"""What becomes of the patients: relapse and death, so that the whole network meets the published outcomes.

Each patient has a risk of their own (grade, margin, spread). For each group of care the common hazard is found by bisection, so
that the mean over its patients is the published share. Then each gets their own day; within a group the draws are spread evenly
over the whole range, so that small groups (such as unknown margins) meet their share too.
"""

import math
from collections.abc import Callable, Sequence

from selnet.config.demo import numbers

from .model import Career

Risk = Callable[[Career], float]

YEAR = 365.25
GRADE_RISK = {"g1": 0.45, "g2": 1.0, "g3": 1.6, "": 0.8}  # invented
NOT_MALIGNANT = 0.12  # of the risk of spread; invented
RISK_OF_DEATH = {"metastatic": 4.0, "distant": 3.2, "local": 1.2, "none": 0.3}  # invented


def decide(careers: Sequence[Career]) -> None:
    """Sets the fate of every career."""
    for good in (True, False):
        _relapses([each for each in careers if each.care.board_first is good and _can_relapse(each)], good)
    for good in (True, False):
        _deaths([each for each in careers if each.place.is_centre is good], good)


def _can_relapse(career: Career) -> bool:
    return career.care.operated and not career.tumour.metastatic


def _relapses(careers: Sequence[Career], board_first: bool) -> None:
    local_risk, distant_risk = _by_margin(careers, own_local_risk), _by_margin(careers, own_distant_risk)
    local = _hazard(careers, local_risk, numbers.LOCAL_FREE_2Y.at(board_first), 2)
    any_free = numbers.FREE_2Y.at(board_first)
    distant = _hazard(careers, distant_risk, any_free, 2, besides=lambda each: local * local_risk(each))
    for career, drawn in zip(careers, _draws(careers, _margin), strict=True):
        _relapse(career, local * local_risk(career), distant * distant_risk(career), drawn)


def _relapse(career: Career, local: float, distant: float, drawn: float) -> None:
    """The first relapse of either kind, then perhaps the other: exponential times know no past, so each kind keeps its hazard."""
    first = _years(local + distant, drawn)
    second = first + _years(distant, career.chance.share())
    third = first + _years(local, career.chance.share())
    is_local = career.chance.yes(local / (local + distant))
    start = career.care.surgery_day or 0
    career.fate.local_day = _day(start, first if is_local else third)
    career.fate.distant_day = _day(start, second if is_local else first)


def _deaths(careers: Sequence[Career], reference: bool) -> None:
    hazard = _hazard(careers, death_risk, numbers.ALIVE_3Y.at(reference), 3)
    for career, drawn in zip(careers, _draws(careers, death_risk), strict=True):
        career.fate.death_day = _day(career.care.diagnosis_day, _years(hazard * death_risk(career), drawn))
        _nothing_after_death(career)


def _nothing_after_death(career: Career) -> None:
    fate = career.fate
    if fate.death_day is None:
        return
    fate.local_day = fate.local_day if fate.local_day is not None and fate.local_day < fate.death_day else None
    fate.distant_day = fate.distant_day if fate.distant_day is not None and fate.distant_day < fate.death_day else None


# --- a patient's own risk, as a multiple of the common hazard


def margin_risk(margin: str) -> float:
    """From the shares free of relapse at three years by margin."""
    free = numbers.FREE_3Y_BY_MARGIN
    return math.log(free.get(margin, free["unknown"])) / math.log(free["r0"])


def _by_margin(careers: Sequence[Career], own: Risk) -> Risk:
    """The own risk, such that groups of one margin differ on average as the margins do, whoever happens to be in them."""
    groups: dict[str, list[float]] = {}
    for career in careers:
        groups.setdefault(_margin(career), []).append(own(career))
    mean = {margin: sum(risks) / len(risks) for margin, risks in groups.items()}
    return lambda career: margin_risk(_margin(career)) * own(career) / mean[_margin(career)]


def own_local_risk(career: Career) -> float:
    return career.tumour.family.relapse * (0.6 if career.care.radiotherapy else 1.0)


def own_distant_risk(career: Career) -> float:
    kind = 1.0 if career.tumour.entity.is_malignant else NOT_MALIGNANT
    spread = {"high": 1.8, "intermediate": 0.8, "low": 0.3, "very_low": 0.1}.get(career.tumour.risk, 1.0)
    return GRADE_RISK[career.tumour.grade] * kind * career.tumour.family.relapse * spread


def death_risk(career: Career) -> float:
    kind = 1.0 if career.tumour.entity.is_malignant else NOT_MALIGNANT
    soon = 3 * YEAR
    if career.tumour.metastatic:
        return RISK_OF_DEATH["metastatic"] * kind
    if career.fate.distant_day is not None and career.fate.distant_day < soon:
        return RISK_OF_DEATH["distant"] * kind
    if career.fate.local_day is not None and career.fate.local_day < soon:
        return RISK_OF_DEATH["local"] * kind
    return RISK_OF_DEATH["none"] * kind


# --- the arithmetic


def _hazard(careers: Sequence[Career], risk: Risk, share: float, years: float, *, besides: Risk = lambda _: 0.0) -> float:
    """The common hazard a year at which the mean share without the event after so many years is `share`."""
    if not careers:
        return 0.0
    low, high = 0.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        mean = sum(math.exp(-(middle * risk(each) + besides(each)) * years) for each in careers) / len(careers)
        low, high = (middle, high) if mean > share else (low, middle)
    return (low + high) / 2


def _draws(careers: Sequence[Career], group: Callable[[Career], str | float]) -> list[float]:
    """One draw between 0 and 1 a career, spread evenly within each group, in an order that chance gives."""
    members: dict[str | float, list[int]] = {}
    for place, career in enumerate(careers):
        members.setdefault(group(career), []).append(place)
    drawn = [0.0] * len(careers)
    for places in members.values():
        shuffled = sorted(places, key=lambda place: careers[place].chance.share())
        for rank, place in enumerate(shuffled):
            drawn[place] = (rank + 0.5) / len(shuffled)
    return drawn


def _margin(career: Career) -> str:
    return career.care.margin


def _years(hazard: float, drawn: float) -> float:
    """Exponential waiting time."""
    return -math.log(1 - drawn) / hazard if hazard > 0 else math.inf


def _day(start: int, years: float) -> int | None:
    """None: later than anybody is followed."""
    return start + 30 + int(years * YEAR) if years < 12 else None
