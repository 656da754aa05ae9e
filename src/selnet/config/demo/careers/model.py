"""What a career is made of. Days count from the first visit for this tumour, which is day 0."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .chance import Chance
from .tumours import Entity, Family


@dataclass(frozen=True)
class Day:
    """A date among the answers, before it is known on which day the network is made."""

    n: int


@dataclass(frozen=True)
class YearBefore:
    """A year among the answers: so many before that of the first visit."""

    n: int


Answer = str | list[str] | Mapping[str, str] | Day | YearBefore


@dataclass
class Event:
    form: str
    day: int
    answers: dict[str, Answer]
    draft: bool = False


@dataclass(frozen=True)
class Place:
    """The treating institution, as far as a career depends on it."""

    key: str
    country: str
    language: str
    is_centre: bool

    @property
    def kind(self) -> str:
        return "reference_centre" if self.is_centre else "network_hospital"


@dataclass
class Tumour:
    family: Family
    entity: Entity
    site: str
    side: str
    deep: bool
    size_mm: int
    grade: str
    metastatic: bool
    mitoses: int = 3
    read_as: str = ""
    untested: bool = False
    genotype: str = ""
    t: str = "tx"
    group: str = ""
    risk: str = ""

    @property
    def is_limb(self) -> bool:
        return self.site in {"C49.1", "C49.2", "C40.0", "C40.2"}


@dataclass
class Care:
    """What was done and when. None: it was not."""

    board_first: bool
    imaged_first: bool
    biopsied_first: bool
    chest_first: bool
    unplanned: bool
    emergency: bool
    operated: bool
    treatment_day: int
    surgery_day: int | None = None
    onset_day: int = -180
    referral_day: int | None = None
    biopsy_day: int | None = None
    diagnosis_day: int = 20
    review_day: int | None = None
    board_day: int | None = None
    neoadjuvant: bool = False
    adjuvant: bool = False
    radiotherapy: str = ""  # preop, postop
    margin: str = ""
    re_excised: bool = False
    amputated: bool = False
    surgery_place: str = "network_hospital"


@dataclass
class Fate:
    local_day: int | None = None
    distant_day: int | None = None
    death_day: int | None = None

    @property
    def relapse_day(self) -> int | None:
        return min((day for day in (self.local_day, self.distant_day) if day is not None), default=None)


@dataclass
class Career:
    number: int
    place: Place
    female: bool
    age: int
    tumour: Tumour
    care: Care
    chance: Chance
    now: int  # days since the first visit: what lies later is not known yet
    told_until: int | None = None  # for the patient of an open case: nothing happened since the question arose
    fate: Fate = field(default_factory=Fate)
    events: list[Event] = field(default_factory=list)

    def add(self, form: str, day: int, answers: Mapping[str, Answer | None], *, draft: bool = False) -> None:
        """Tells what happened on the day, unless it lies in the future or after death. Answers that are None are left out."""
        if day > self.last_day:
            return
        known = {name: answer for name, answer in answers.items() if answer is not None and not self._is_future(answer)}
        self.events.append(Event(form, day, known, draft))

    def _is_future(self, answer: Answer) -> bool:
        return isinstance(answer, Day) and answer.n > self.last_day

    @property
    def last_day(self) -> int:
        """Until when there is something to tell: today, the day of death, or the question of an open case."""
        return min(day for day in (self.now, self.fate.death_day, self.told_until) if day is not None)

    @property
    def is_dead(self) -> bool:
        return self.fate.death_day is not None and self.fate.death_day <= self.now
