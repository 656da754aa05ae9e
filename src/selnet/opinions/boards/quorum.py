"""Who sits, by discipline, against what the pack asks for. Pure: no query, no clock."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from selnet.packs.api import Pack, titles
from selnet.ui.api import active_language

TREATING = "treating"  # the doctor who asked: heard, but no seat of the quorum


@dataclass(frozen=True)
class Seat:
    """One discipline: how many of it are present, and whether the quorum needs it."""

    discipline: str
    title: str
    present: int
    by_call: int
    required: bool
    source: str = ""

    @property
    def is_missing(self) -> bool:
        return self.required and self.present == 0


@dataclass(frozen=True)
class Quorum:
    seats: tuple[Seat, ...]

    @property
    def required(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.required)

    @property
    def missing(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.is_missing)

    @property
    def is_met(self) -> bool:
        return not self.missing

    @property
    def present(self) -> int:
        """People present, without the treating doctor: the most who can vote."""
        return sum(seat.present for seat in self.seats if seat.discipline != TREATING)

    @property
    def words(self) -> str:
        return _("%(present)s of %(asked)s present") % {
            "present": len(self.required) - len(self.missing),
            "asked": len(self.required),
        }

    @property
    def snapshot(self) -> dict[str, int]:
        """What a signed decision keeps: every discipline that sat, and the required ones that did not."""
        return {seat.discipline: seat.present for seat in self.seats if seat.present or seat.required}


def quorum_of(pack: Pack, present: Iterable[tuple[str, bool]]) -> Quorum:
    """The quorum for (discipline, by call) of everybody present. The pack says what is required and on which source."""
    sitting = list(present)
    heads = Counter(discipline for discipline, _by_call in sitting)
    callers = Counter(discipline for discipline, by_call in sitting if by_call)
    asked = {seat.discipline: seat for seat in pack.board.quorum}
    others = sorted(discipline for discipline in heads if discipline not in asked)
    titles = discipline_titles(pack)
    return Quorum(
        tuple(
            Seat(
                discipline=discipline,
                title=titles.get(discipline, discipline),
                present=heads[discipline],
                by_call=callers[discipline],
                required=discipline in asked and asked[discipline].required,
                source=asked[discipline].source if discipline in asked else "",
            )
            for discipline in [*asked, *others]
        )
    )


def quorum_as_signed(pack: Pack, snapshot: Mapping[str, int]) -> Quorum:
    """The quorum as a signed decision kept it."""
    return quorum_of(pack, [(discipline, False) for discipline, heads in snapshot.items() for _n in range(heads)])


def discipline_titles(pack: Pack, language: str | None = None) -> dict[str, str]:
    """Every discipline that may sit, in the order of the pack, and the treating doctor last."""
    return titles(pack.board.disciplines, language or active_language()) | {TREATING: _("Treating doctor")}
