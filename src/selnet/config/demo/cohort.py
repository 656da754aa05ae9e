"""The thousand careers: how many at each institution, the forty of the cases among them."""

from collections.abc import Mapping, Sequence

from . import numbers
from .careers import after, fates, tissue, treatment, workup
from .careers.drawing import Wish, draw
from .careers.model import Career, Fate
from .places import institutions

BEFORE_CASE = 3  # days between what the case is about and the case


def careers(seed: int, wishes: Mapping[str, Sequence[tuple[Wish, int]]] | None = None) -> list[Career]:
    """Every career, by institution. `wishes`: by institution, what the patients of its cases must be and how many days ago the
    case was opened."""
    asked = wishes or {}
    made: list[Career] = []
    special: list[tuple[Career, Wish, int]] = []
    for row in institutions().values():
        wanted = list(asked.get(row.key, ()))
        for index in range(row.patients):
            wish, ago = wanted[index] if index < len(wanted) else (Wish(), 0)
            career = draw(seed, len(made) + 1, row.place, wish)
            made.append(career)
            if wish.course:
                special.append((career, wish, ago))
    assert len(made) == numbers.PATIENTS, f"{len(made)} patients in institutions.csv"
    fates.decide(made)
    for career, wish, ago in special:
        _stop_at(career, wish, ago)
    for career in made:
        workup.tell(career)
        tissue.tell(career)
        treatment.tell(career)
        after.tell(career)
    return made


def _stop_at(career: Career, wish: Wish, ago: int) -> None:
    """The story of a case stands where its question arises; what was planned after that has not happened."""
    care = career.care
    career.fate = Fate()
    surgery = care.surgery_day or care.treatment_day
    if wish.course == "untouched":
        moment = care.treatment_day - 1
        care.surgery_day = None
        care.neoadjuvant, care.radiotherapy = False, ""
    elif wish.course == "relapsed":
        moment = surgery + 420
        career.fate = Fate(local_day=moment)
    else:
        moment = surgery + 18
        care.re_excised, care.adjuvant, care.radiotherapy = False, False, ""
    career.told_until = moment + BEFORE_CASE - 1
    career.now = moment + BEFORE_CASE + ago
