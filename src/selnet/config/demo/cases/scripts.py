"""Each story as moments and acts. All acts of all stories are then played in the order of their moments."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from . import acts, sittings
from .acts import Play
from .calendar import BOARDS, WEEKS_BEFORE, Times
from .sittings import Sitting

PREPARED = timedelta(days=24)  # how long before it a meeting is planned
REMINDED = timedelta(days=14, hours=3)  # when the platform asks whether the advice was carried out


@dataclass(frozen=True)
class Moment:
    at: datetime
    act: Callable[[], object]


def _days(count: float) -> timedelta:
    return timedelta(days=count)


def moments(plays: list[Play], sitting_of: dict[tuple[str, int], Sitting], times: Times) -> list[Moment]:
    """Everything that happened, in order. Nothing of it lies in the future."""
    found = [*_meetings(sitting_of, times)]
    for play in plays:
        sitting = sitting_of.get((play.story.centre, play.story.meeting)) if play.story.meeting is not None else None
        found += _story(play, sitting, times)
    late = [moment for moment in found if moment.at > times.now]
    assert not late, f"{len(late)} acts would lie in the future"
    return sorted(found, key=lambda moment: moment.at)


def _meetings(sitting_of: dict[tuple[str, int], Sitting], times: Times) -> Iterator[Moment]:
    for (centre, number), sitting in sitting_of.items():
        starts = times.meeting(centre, number)
        yield Moment(starts - PREPARED, partial(sittings.schedule, sitting, times))
        if number:
            yield Moment(starts, partial(sittings.open_meeting, sitting))
            yield Moment(starts + timedelta(minutes=119), partial(sittings.close_meeting, sitting))
            if starts + REMINDED < times.now:
                yield Moment(starts + REMINDED, sittings.remind)


def all_sittings() -> list[tuple[str, int]]:
    return [(plan.centre, number) for plan in BOARDS for number in range(len(WEEKS_BEFORE))]


# --- the scripts


def _story(play: Play, sitting: Sitting | None, times: Times) -> Iterator[Moment]:
    opened, story = times.opened(play.story), play.story
    yield Moment(opened, partial(acts.open_draft, play))
    if story.script == "draft":
        return
    if story.files:
        yield Moment(opened + timedelta(minutes=20), partial(acts.add_files, play))
    yield Moment(opened + timedelta(minutes=50), partial(acts.send, play))
    yield from _after_sending(play, sitting, times, opened)


def _after_sending(play: Play, sitting: Sitting | None, times: Times, opened: datetime) -> Iterator[Moment]:
    single = {"redirected": acts.redirect, "declined": acts.decline, "withdrawn": acts.withdraw}
    match play.story.script:
        case "sent":
            return
        case "redirected" | "declined" | "withdrawn" as script:
            yield Moment(opened + _days(0.9), partial(single[script], play))
        case "more" | "supplied" as script:
            yield Moment(opened + _days(0.6), partial(acts.ask_more, play))
            if script == "supplied":
                yield Moment(opened + _days(1.9), partial(acts.supply, play))
        case _:
            yield from _experts(play, opened)
            yield from _outcome(play, sitting, times, opened)


def _experts(play: Play, opened: datetime) -> Iterator[Moment]:
    yield Moment(opened + _days(0.35), partial(acts.accept, play))
    yield Moment(opened + _days(0.4), partial(acts.assign, play))
    if play.story.thread:
        yield Moment(opened + _days(1.3), partial(acts.talk, play))
    asked = list(play.experts())
    for index, discipline in enumerate(asked[: play.story.answers]):
        yield Moment(opened + _days(0.9 + 0.45 * index), partial(acts.answer, play, discipline))
    if play.story.decline and len(asked) > play.story.answers:
        yield Moment(opened + _days(0.7), partial(acts.decline_assignment, play, asked[play.story.answers]))


def _outcome(play: Play, sitting: Sitting | None, times: Times, opened: datetime) -> Iterator[Moment]:
    story = play.story
    if story.script == "concluded":
        yield Moment(opened + _days(5), partial(acts.conclude, play))
        if story.closed:
            yield Moment(opened + _days(9), partial(acts.close, play))
    if sitting is None:
        return
    yield Moment(opened + _days(3.1), partial(sittings.list_case, sitting, play))
    if not sitting.number:
        return
    starts = times.meeting(story.centre, sitting.number)
    yield Moment(starts + timedelta(minutes=12 + 10 * play.turn), partial(sittings.decide, sitting, play))
    if story.addendum:
        yield Moment(starts + _days(2), partial(sittings.add_addendum, sitting, play))
    for script, day, outcomes in EXECUTIONS:
        if script == story.script:
            yield Moment(starts + _days(day), partial(sittings.execute, play, outcomes))


# who has said by when what was carried out; "*" is every modality that is not named
EXECUTIONS: tuple[tuple[str, float, dict[str, str]], ...] = (
    ("partly", 5, {"diagnostics": "yes", "*": "not_known_yet"}),
    ("executed", 16, {}),
    ("not_executed", 20, {"systemic": "no_access", "diagnostics": "no_access", "follow_up": "yes"}),
)
