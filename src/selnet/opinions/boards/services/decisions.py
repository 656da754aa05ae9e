"""Writing down what the board decides, until the chair signs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from selnet.access.api import Actor, Permission, Refused, UserError
from selnet.opinions.boards import rules
from selnet.opinions.boards.letters import split_ids
from selnet.opinions.boards.limits import PAGE, PARAGRAPH
from selnet.opinions.boards.models import AgendaItem, Decision, Meeting, ModalityDecision
from selnet.packs.api import Pack
from selnet.record.api import pack_of, typed_text

from . import locking, trail

GUIDELINE_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{1,39}$")
MOST_VOTERS = 200


@dataclass(frozen=True)
class Row:
    """One modality as typed. Everything may still be missing; votes come both or not at all."""

    modality: str
    recommendation: str = ""
    detail: str = ""
    agreed: int | None = None
    voters: int | None = None
    dissent: str = ""
    guidelines: str = ""


@transaction.atomic
def save(*, actor: Actor, item_id: UUID, summary: str, rows: Sequence[Row], expected_version: int) -> Decision:
    """Saves summary and modalities as one. `expected_version` is that of the page, 0 when there was no decision yet."""
    item, meeting, decision = locked_for_writing(actor, item_id)
    pack = pack_of(item.patient)
    summary = typed_text(summary, field="summary", longest=PAGE, label=_("The summary"))
    kept = {row.modality: _checked(row, pack) for row in rows}
    standing = {row.modality: row for row in ModalityDecision.objects.filter(decision=decision)} if decision else {}
    if decision is not None and _is_same(decision, standing, summary, kept):
        return decision  # sent twice
    _check_fresh(decision, expected_version)
    decision = _store(actor, item, decision, summary)
    _store_rows(decision, standing, kept)
    answered = sorted(name for name, row in kept.items() if row.recommendation)
    trail.of_decision(actor, decision, "saved", version=decision.version, answered=answered, meeting=str(meeting.pk))
    return decision


def locked_for_writing(actor: Actor, item_id: UUID) -> tuple[AgendaItem, Meeting, Decision | None]:
    """The item, its meeting and its decision, locked, for somebody who prepares this board."""
    meeting_id = AgendaItem.objects.filter(pk=item_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise Refused("agenda item")
    meeting = locking.locked_meeting(meeting_id)
    actor.require(Permission.BOARD_PREPARE, meeting.board.institution_id)
    item = AgendaItem.objects.select_related("patient__institution", "case").get(pk=item_id)
    decision = Decision.objects.select_for_update(of=("self",)).select_related("saved_by").filter(item=item).first()
    rules.check_can_write(decision, item, meeting)
    return item, meeting, decision


def _check_fresh(decision: Decision | None, expected_version: int) -> None:
    version = decision.version if decision else 0
    if decision is not None and version != expected_version:
        who = decision.saved_by.name if decision.saved_by else "?"
        at = date_format(timezone.localtime(decision.saved_at), "H:i")
        raise UserError(
            _(
                "%(name)s changed this decision at %(time)s, so nothing of yours was saved. "
                "Here is the newest state: compare, then save again."
            )
            % {"name": who, "time": at}
        )


def _checked(row: Row, pack: Pack) -> Row:
    titles = {modality.id: str(modality.title) for modality in pack.board.modalities}
    if row.modality not in titles:
        raise Refused("modality")
    title, name = titles[row.modality], row.modality
    if row.recommendation and row.recommendation not in {each.id for each in pack.board.recommendations}:
        raise UserError(_("%(modality)s: choose from the list.") % {"modality": title}, field=f"{name}-recommendation")
    _check_votes(row, title)
    return Row(
        modality=name,
        recommendation=row.recommendation,
        detail=typed_text(row.detail, field=f"{name}-detail", longest=PARAGRAPH, label=f"{title}, {_('detail')}"),
        agreed=row.agreed,
        voters=row.voters,
        dissent=typed_text(row.dissent, field=f"{name}-dissent", longest=PARAGRAPH, label=f"{title}, {_('dissent')}"),
        guidelines=_guidelines(row.guidelines, title, name),
    )


def _check_votes(row: Row, title: str) -> None:
    if (row.agreed is None) != (row.voters is None):
        raise UserError(
            _("%(modality)s: say both, how many agreed and how many voted, for example 10 of 12.") % {"modality": title},
            field=f"{row.modality}-agreed",
        )
    if row.agreed is None or row.voters is None:
        return
    if not 0 < row.voters <= MOST_VOTERS or not 0 <= row.agreed <= row.voters:
        raise UserError(
            _("%(modality)s: %(agreed)s of %(voters)s cannot be. At most everybody who voted agreed, and somebody voted.")
            % {"modality": title, "agreed": row.agreed, "voters": row.voters},
            field=f"{row.modality}-agreed",
        )


def _guidelines(text: str, title: str, name: str) -> str:
    ids = list(dict.fromkeys(split_ids(text)))
    wrong = [each for each in ids if not GUIDELINE_ID.match(each)]
    joined = ", ".join(ids)
    if wrong or len(joined) > 200:
        raise UserError(
            _("%(modality)s: write guidelines by their ids, for example ESMO-STS, separated by commas.") % {"modality": title},
            field=f"{name}-guidelines",
        )
    return joined


FIELDS = ("recommendation", "detail", "agreed", "voters", "dissent", "guidelines")


def _is_same(decision: Decision, standing: Mapping[str, ModalityDecision], summary: str, rows: Mapping[str, Row]) -> bool:
    empty = Row("")
    return decision.summary == summary and all(
        getattr(standing.get(name, empty), field) == getattr(row, field) for name, row in rows.items() for field in FIELDS
    )


def _store(actor: Actor, item: AgendaItem, decision: Decision | None, summary: str) -> Decision:
    is_new = decision is None
    decision = decision or Decision(item=item, case_id=item.case_id, patient=item.patient, version=0)
    decision.patient = item.patient
    decision.summary = summary
    decision.version += 1
    decision.saved_at, decision.saved_by_id = timezone.now(), actor.person_id
    decision.save(force_insert=is_new)
    return decision


def _store_rows(decision: Decision, standing: Mapping[str, ModalityDecision], rows: Mapping[str, Row]) -> None:
    for name, row in rows.items():
        kept = standing.get(name)
        if kept is None and row == Row(name):
            continue
        kept = kept or ModalityDecision(decision=decision, patient_id=decision.patient_id, modality=name)
        for field in FIELDS:
            setattr(kept, field, getattr(row, field))
        kept.save(force_insert=name not in standing)
