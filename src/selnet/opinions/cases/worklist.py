"""The worklist: what needs a person now, from every package that has something to say, sorted by what runs out.

A source is a function that returns rows; each row has one verb. Packages above register theirs in AppConfig.ready.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from selnet.access.api import Actor
from selnet.record.api import Headline, Patient, headlines
from selnet.ui.api import Clock

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class WorkItem:
    """One row. `due` sorts it; None is a row without a running clock. `posts` makes the verb a button that acts at once."""

    title: str
    patient: Patient
    waits_for: str
    verb: str
    url: str
    detail: str = ""
    due: datetime | None = None
    clock: Clock | None = None
    mine: bool = True  # waits for the person who looks
    posts: bool = False
    page: str = ""  # where the pseudonym leads; default: `url`
    headline: Headline | None = None
    group: str = ""


Source = Callable[[Actor, datetime], Iterable[WorkItem]]


@dataclass(frozen=True)
class _Registered:
    source: Source
    group: str
    label: str | Promise


_sources: list[_Registered] = []


def register_worklist_source(source: Source, *, group: str, label: str | Promise) -> None:
    """`group` is the filter pill (several sources may share one), `label` its words."""
    _sources.append(_Registered(source, group, label))


@dataclass(frozen=True)
class Section:
    """Rows that run out at about the same time."""

    title: Promise
    items: list[WorkItem] = field(default_factory=list)


@dataclass(frozen=True)
class Worklist:
    items: list[WorkItem]
    chosen: str

    @property
    def shown(self) -> list[WorkItem]:
        return [item for item in self.items if not self.chosen or item.group == self.chosen]

    def groups(self) -> list[tuple[str, str, int]]:
        """Each pill with its count; a group that has nothing is left out."""
        labels = {registered.group: str(registered.label) for registered in _sources}
        counts = {group: sum(item.group == group for item in self.items) for group in labels}
        return [(group, labels[group], count) for group, count in counts.items() if count]

    def late(self, now: datetime) -> int:
        return sum(_late(item, now) for item in self.items)

    def today(self, now: datetime) -> int:
        return sum(_today(item, now) for item in self.items)

    def sections(self, now: datetime) -> list[Section]:
        titles = (_("Late"), _("Today"), _("This week"), _("Later"))
        sections = [Section(title) for title in titles]
        for item in sorted(self.shown, key=_runs_out):
            sections[_place(item, now)].items.append(item)
        return [section for section in sections if section.items]


def worklist_of(actor: Actor, now: datetime, chosen: str = "") -> Worklist:
    """A constant number of queries: each source has its own, and one reads who the patients are."""
    found = [(registered.group, item) for registered in _sources for item in registered.source(actor, now)]
    who = headlines({item.patient.pk: item.patient for _group, item in found}.values())
    items = [_with(item, group, who[item.patient.pk]) for group, item in found]
    return Worklist(items, chosen if any(item.group == chosen for item in items) else "")


def _with(item: WorkItem, group: str, headline: Headline) -> WorkItem:
    return replace(item, group=group, headline=headline, page=item.page or item.url)


def _runs_out(item: WorkItem) -> tuple[bool, datetime, bool, bool, str]:
    """What runs out first; without a running clock, what waits for the person, and of that what has a paused clock."""
    far = datetime.max.replace(tzinfo=timezone.get_current_timezone())
    return item.due is None, item.due or far, not item.mine, item.clock is None, item.title


def _late(item: WorkItem, now: datetime) -> bool:
    return item.due is not None and item.due < now


def _today(item: WorkItem, now: datetime) -> bool:
    return item.due is not None and now <= item.due and timezone.localdate(item.due) == timezone.localdate(now)


def _place(item: WorkItem, now: datetime) -> int:
    if _late(item, now):
        return 0
    if _today(item, now):
        return 1
    soon = item.due is not None and item.due <= now + WEEK
    return 2 if soon or (item.due is None and item.mine) else 3
