"""Makes the demo network in an empty database: all of it, or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from procrastinate.contrib.django import app as jobs
from procrastinate.testing import InMemoryConnector

from selnet.access.api import Actor, acting, system
from selnet.network.api import Institution, Notice
from selnet.opinions.boards.api import Board
from selnet.opinions.cases.api import watch_clocks
from selnet.record.api import Patient, batches, grants, identities

from . import cohort, crowd, past, writing
from .careers.chance import Chance
from .careers.drawing import Wish
from .careers.model import Career
from .cases import scripts, sittings
from .cases.acts import Play, as_person
from .cases.calendar import BOARDS, WEEKS_BEFORE, BoardPlan, Times
from .cases.sittings import Sitting
from .cases.stories import Story, phrase, stories
from .crowd import Crowd
from .places import institutions

WHY = "demo network"
EMERGENCY_AT, EMERGENCY_BY = "badajoz", "sergio.alcantara"
AT_ONCE = 200  # patients between two lines of progress
UNREAD = timedelta(hours=36)  # older notices have been read
Say = Callable[[str], None]


@dataclass(frozen=True)
class Made:
    patients: int
    entries: int
    cases: int


def is_empty() -> bool:
    return not Institution.objects.exists()


@transaction.atomic
def make(seed: int, say: Say = print, now: datetime | None = None) -> Made:
    """Writes everything through the services, in the name of the platform or of the person who would do it. Mails of what is
    long past are not sent."""
    actor, times = system(WHY), Times((now or timezone.now()).astimezone(UTC).replace(second=0, microsecond=0))
    with acting(actor), jobs.replace_connector(InMemoryConnector()):
        with past.at(times.now - timedelta(days=40)):
            made = crowd.make(actor)
        say(f"  {len(made.institutions)} institutions, {len(made.people)} people")
        careers = cohort.careers(seed, wishes(times))
        entries = _records(seed, actor, made, careers, times, say)
        plays = _play_cases(seed, made, careers, times)
        say(f"  {len(plays)} cases, {len(scripts.all_sittings())} meetings")
        _emergency(seed, made, careers, times)
        _settle(times)
    return Made(len(careers), entries, len(plays))


def wishes(times: Times) -> dict[str, list[tuple[Wish, int]]]:
    """What the patients of the cases must be, by hospital, in the order of the cases."""
    found: dict[str, list[tuple[Wish, int]]] = {}
    for story in stories():
        found.setdefault(story.hospital, []).append((story.about.wish, times.days_ago(story)))
    return found


# --- records


def _records(seed: int, actor: Actor, made: Crowd, careers: list[Career], times: Times, say: Say) -> int:
    entries = 0
    for start in range(0, len(careers), AT_ONCE):
        some = careers[start : start + AT_ONCE]
        new = [writing.new_patient(seed, career, times.today, _scribe(made, career.place.key)) for career in some]
        batch = batches.prepare(settings.SELNET_PACK, new)
        if batch.problems:
            raise AssertionError(f"the dictionary refuses the demo's answers: {batch.problems[:5]}")
        batches.write(actor=actor, batch=batch, why=WHY)
        for career, patient in zip(some, batch.patients, strict=True):
            identities.write(actor=actor, patient=patient, identity=writing.identity(seed, career, times.today))
        entries += len(batch.entries)
        say(f"  {start + len(some)} patients, {entries} entries")
    return entries


def _scribe(made: Crowd, institution: str) -> writing.Scribe:
    keeper = made.keeper(institution)
    return writing.Scribe(made.institutions[institution].pk, keeper.pk if keeper else None)


# --- cases


def _play_cases(seed: int, made: Crowd, careers: list[Career], times: Times) -> list[Play]:
    sitting_of = {
        (plan.centre, number): Sitting(plan, number, made, Chance(seed, "sitting", plan.centre, number), board)
        for plan, board in _boards(made, times)
        for number in range(len(WEEKS_BEFORE))
    }
    plays = _plays(seed, made, careers)
    for moment in scripts.moments(plays, sitting_of, times):
        with past.at(moment.at):
            moment.act()
    return plays


def _boards(made: Crowd, times: Times) -> list[tuple[BoardPlan, Board]]:
    with past.at(times.now - timedelta(days=60)):
        return [(plan, sittings.make_board(plan, made)) for plan in BOARDS]


def _plays(seed: int, made: Crowd, careers: list[Career]) -> list[Play]:
    """Each story with the patient who was drawn for it: the first of its hospital are those of its cases, in their order."""
    waiting = {key: [career for career in careers if career.place.key == key] for key in institutions()}
    turns: dict[tuple[str, int | None], int] = {}
    plays = []
    for number, story in enumerate(stories(), start=1):
        career = waiting[story.hospital].pop(0)
        patient = Patient.objects.select_related("institution").get(pseudonym=writing.pseudonym(seed, career.number))
        turn = turns[_agenda(story)] = turns.get(_agenda(story), -1) + 1
        plays.append(Play(story, patient, made, Chance(seed, "case", number), turn))
    return plays


def _agenda(story: Story) -> tuple[str, int | None]:
    return story.centre, story.meeting


def _emergency(seed: int, made: Crowd, careers: list[Career], times: Times) -> None:
    """One emergency access that is open now, for the data-protection officer to look at."""
    career = next(career for career in reversed(careers) if career.place.key == EMERGENCY_AT)
    surgeon = made.people[EMERGENCY_BY]
    with past.at(times.now - timedelta(minutes=25)), as_person(surgeon) as actor:
        grants.break_glass(
            actor=actor,
            pseudonym=writing.pseudonym(seed, career.number),
            reason=phrase("emergency", surgeon.language),
            pack=settings.SELNET_PACK,
        )


def _settle(times: Times) -> None:
    """Late clocks are told, and what people were told long ago they have read."""
    watch_clocks()
    Notice.objects.update(mailed_at=F("created_at"))
    Notice.objects.filter(created_at__lt=times.now - UNREAD).update(read_at=F("created_at") + timedelta(hours=3))
