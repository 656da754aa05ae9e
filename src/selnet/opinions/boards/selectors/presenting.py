"""All that the presenter screen shows of one case, in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import Actor
from selnet.opinions.boards.models import AgendaItem, Decision, Meeting
from selnet.opinions.boards.quorum import Quorum
from selnet.opinions.boards.rules import State, sign_blockers
from selnet.packs.api import Pack
from selnet.record.api import Attachment, Entry, Headline, attachments, entries_of, pack_of, shown_date, summary_of
from selnet.ui.api import Clock, ClockState, active_language

from . import agenda, decisions
from .decisions import ModalityLine

MOST_IMAGES = 12
SHOWN_IN_STRIP = ("image/png", "image/jpeg")
SOON = 0.75  # share of the case's time from which the clock warns


@dataclass(frozen=True)
class KeyFact:
    """The newest entry of one form, in one line."""

    title: str
    when: str
    says: str


@dataclass(frozen=True)
class Screen:
    item: AgendaItem
    meeting: Meeting
    pack: Pack
    headline: Headline
    agenda: list[agenda.AgendaLine]
    facts: list[KeyFact]
    images: list[Attachment]
    decision: Decision | None
    modalities: list[ModalityLine]
    quorum: Quorum
    former: Decision | None
    former_lines: list[ModalityLine]
    clock: Clock | None

    @property
    def place(self) -> int:
        return next((n for n, line in enumerate(self.agenda) if line.item.pk == self.item.pk), 0)

    @property
    def number(self) -> int:
        return self.place + 1

    @property
    def previous(self) -> AgendaItem | None:
        return self.agenda[self.place - 1].item if self.place > 0 else None

    @property
    def next(self) -> AgendaItem | None:
        return self.agenda[self.place + 1].item if self.place + 1 < len(self.agenda) else None

    @property
    def blockers(self) -> list[str]:
        """What still stands between the decision and its signature. A missing quorum is answered on the page of the signature."""
        answered_there = "" if self.quorum.is_met else "…"
        return sign_blockers(self.meeting, [(line.title, line.row) for line in self.modalities], self.quorum, answered_there)

    @property
    def dissents(self) -> list[ModalityLine]:
        return [line for line in self.modalities if line.row and line.row.dissent.strip()]


def screen_of(actor: Actor, item: AgendaItem, now: datetime) -> Screen:
    meeting, language = item.meeting, active_language()
    standing = [each for each in agenda.items_of(meeting) if State(each.state) in agenda.STANDING or each.pk == item.pk]
    lines = agenda.lines_of(standing)
    decision = decisions.decision_of(item)
    former = decisions.former_decision(item)
    pack = pack_of(item.patient)
    return Screen(
        item=item,
        meeting=meeting,
        pack=pack,
        headline=next(line.headline for line in lines if line.item.pk == item.pk),
        agenda=lines,
        facts=key_facts(pack, entries_of(item.patient_id), item),
        images=_images(actor, item),
        decision=decision,
        modalities=decisions.lines_of(pack, decision, language),
        quorum=agenda.quorum_now(meeting),
        former=former,
        former_lines=decisions.lines_of(pack, former, language) if former else [],
        clock=clock_of(item, now),
    )


def key_facts(pack: Pack, entries: Sequence[Entry], item: AgendaItem) -> list[KeyFact]:
    """The newest of each form that people fill, in the order in which the pack tells a patient's story."""
    language = active_language()
    newest = {entry.form: entry for entry in reversed(entries)}
    told = [(form, newest[form.id]) for form in pack.forms.values() if form.id in newest and form.written_by == "person"]
    facts = (
        KeyFact(form.title.in_(language), shown_date(entry.event_date, language), summary_of(entry, item.patient, language))
        for form, entry in told
    )
    return [fact for fact in facts if fact.says]


def _images(actor: Actor, item: AgendaItem) -> list[Attachment]:
    found = attachments.attachments_of(actor, item.patient)
    return [each for each in found if each.kind == Attachment.Kind.IMAGE and each.media_type in SHOWN_IN_STRIP][:MOST_IMAGES]


def clock_of(item: AgendaItem, now: datetime | None = None) -> Clock | None:
    """The case's time, while the board discusses it."""
    if item.state != State.NOW or item.started_at is None:
        return None
    limit = timedelta(minutes=item.meeting.board.minutes_per_case)
    used = ((now or timezone.now()) - item.started_at) / limit
    minutes = int(used * limit / timedelta(minutes=1))
    state = ClockState.OVER if used > 1 else ClockState.DUE if used >= SOON else ClockState.OK
    text = _("%(spent)s min of %(given)s") % {"spent": minutes, "given": item.meeting.board.minutes_per_case}
    return Clock(state, text, used_share=used)
