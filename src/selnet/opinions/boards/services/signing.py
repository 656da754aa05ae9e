"""The chair's signature, and what is said after it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import Actor, Permission, Refused, UserError
from selnet.network.api import Person
from selnet.opinions.boards import board_entry, notices, rules
from selnet.opinions.boards.limits import PARAGRAPH
from selnet.opinions.boards.models import Addendum, Decision, ModalityDecision
from selnet.opinions.boards.quorum import Quorum
from selnet.opinions.boards.rules import State
from selnet.opinions.boards.selectors import decisions as reads
from selnet.opinions.boards.selectors.agenda import quorum_now
from selnet.opinions.boards.selectors.boards import is_chair
from selnet.opinions.boards.signed_content import content_of, hash_of
from selnet.opinions.cases.api import decided_by_board
from selnet.record.api import Entry, EntryStatus, entries, pack_of, typed_text

from . import sharing, trail
from .decisions import locked_for_writing
from .letters import keep_letter


@dataclass(frozen=True)
class Signature:
    """What comes with a signature: the version read, the proof of who signs, and why without a quorum."""

    expected_version: int
    proven_at: datetime | None
    below_quorum_reason: str = ""


@transaction.atomic
def sign(*, actor: Actor, item_id: UUID, signature: Signature) -> Decision:
    """Signs: the record gets its board entry, the case is decided, the clinician gets the letter. All of it, or nothing.

    Raises UserError with everything that still blocks it. Signing twice signs once.
    """
    signed = Decision.objects.select_related(*reads.WITH_ALL).filter(item=item_id, signed_by_id=actor.person_id).first()
    if signed is not None:
        return signed
    item, meeting, decision = locked_for_writing(actor, item_id)
    actor.require(Permission.BOARD_SIGN, meeting.board.institution_id)
    if not is_chair(actor, meeting.board):
        raise Refused("only a chair of this board signs")
    if decision is None or decision.version != signature.expected_version:
        raise UserError(_("The decision changed since you read it. Nothing was signed: read it again, then sign."))
    reason = typed_text(signature.below_quorum_reason, field="reason", longest=500, label=_("The reason"))
    rules.check_is_proven(signature.proven_at, timezone.now())
    pack, rows, quorum = pack_of(item.patient), reads.rows_of(decision), quorum_now(meeting)
    by_modality = {row.modality: row for row in rows}
    rules.check_can_sign(
        decision, meeting, [(str(m.title), by_modality.get(m.id)) for m in pack.board.modalities], quorum, reason
    )
    decision = reads.get_decision(actor, decision.pk)
    decision.entry = _entry(actor, decision, rows, quorum)
    _seal(actor, decision, rows, quorum, "" if quorum.is_met else reason)
    item.state = State.DECIDED
    item.save(update_fields=["state"])
    decided_by_board(actor, decision.case_id)
    sharing.keep_for_signer(actor, decision)
    trail.of_decision(actor, decision, "signed", version=decision.version, hash=decision.content_hash, quorum_met=quorum.is_met)
    keep_letter(actor=actor, decision=decision, language=_language_of_opener(decision))
    notices.tell_of_decision(actor, decision, "boards.decision_signed", "signed")
    return decision


def _entry(actor: Actor, decision: Decision, rows: list[ModalityDecision], quorum: Quorum) -> Entry:
    answers = board_entry.board_answers(decision, rows, pack=pack_of(decision.patient), quorum=quorum)
    return entries.save(
        actor=actor, patient=decision.patient, form=board_entry.FORM, answers=answers, status=EntryStatus.SIGNED,
        written_by="board", new_id=decision.pk,
    )  # fmt: skip


def _seal(actor: Actor, decision: Decision, rows: list[ModalityDecision], quorum: Quorum, reason: str) -> None:
    decision.quorum = quorum.snapshot
    decision.below_quorum_reason = reason
    decision.signed_at = timezone.now()
    decision.signed_by = Person.objects.get(pk=_person(actor))
    decision.content_hash = hash_of(content_of(decision, rows))
    decision.save()


def _language_of_opener(decision: Decision) -> str:
    return Person.objects.values_list("language", flat=True).get(pk=decision.case.opened_by_id)


@transaction.atomic
def add(*, actor: Actor, decision: Decision, text: str, addendum_id: UUID | None = None) -> Addendum:
    """Says something after signing, and makes the letter anew with it. `addendum_id`: the key that the page gave."""
    board = decision.item.meeting.board
    if not (actor.can(Permission.BOARD_SIGN, board.institution_id) or actor.can(Permission.BOARD_PREPARE, board.institution_id)):
        raise Refused("addendum")
    rules.check_can_add_to(decision)
    Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)  # a page sent twice at once waits here
    text = typed_text(
        text, field="text", longest=PARAGRAPH, label=_("The addendum"), missing=_("Write what is to be added to the decision.")
    )
    standing = Addendum.objects.filter(pk=addendum_id, decision=decision).first() if addendum_id else None
    if standing is not None:
        return standing
    addendum = Addendum(decision=decision, patient=decision.patient, text=text, added_by_id=_person(actor))
    addendum.pk = addendum_id or addendum.pk
    addendum.save(force_insert=True)
    trail.of_decision(actor, decision, "added_to", addendum=str(addendum.pk))
    keep_letter(actor=actor, decision=decision, language=_language_of_opener(decision))
    notices.tell_of_decision(actor, decision, "boards.decision_added", f"added:{addendum.pk}")
    return addendum


def _person(actor: Actor) -> int:
    if actor.person_id is None:
        raise Refused("a signature and an addendum have an author")
    return actor.person_id
