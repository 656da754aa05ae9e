"""Closing the loop: was each recommendation carried out, by whose decision not, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import Actor, Permission, Refused, UserError, system
from selnet.network.api import zone_of
from selnet.opinions.boards import board_entry, notices, rules
from selnet.opinions.boards.limits import PARAGRAPH
from selnet.opinions.boards.models import Decision, Execution, ModalityDecision
from selnet.opinions.boards.rules import NOT_KNOWN_YET
from selnet.opinions.boards.selectors import decisions as reads
from selnet.opinions.cases.api import CaseStatus, close
from selnet.packs.api import Pack, titles
from selnet.record.api import Entry, EntryStatus, entries, pack_of, typed_text
from selnet.ui.api import active_language

from . import sharing, trail

ASK_AFTER = timedelta(days=14)  # and again after as long
YES = "yes"


@dataclass(frozen=True)
class Answer:
    outcome: str
    why: str = ""
    done_on: date | None = None


@transaction.atomic
def answer(*, actor: Actor, decision: Decision, answers: Mapping[str, Answer]) -> Decision:
    """Notes what became of the recommendations, by modality. When nothing is open any more, the case is closed.

    An answer that stands already is not written again, so sending the page twice answers once.
    """
    actor.require(Permission.EXECUTION_RECORD, decision.patient.institution_id)
    decision = _locked(actor, decision)
    rules.check_can_add_to(decision)
    pack = pack_of(decision.patient)
    rows = {row.modality: row for row in reads.rows_of(decision)}
    newest = reads.newest_executions(rows.values())
    checked = {name: _checked(pack, decision, name, given) for name, given in answers.items() if given.outcome}
    if not set(checked) <= set(rows):
        raise Refused("modality")
    new = {name: given for name, given in checked.items() if not _says(newest.get(name), given)}
    for name, given in new.items():
        newest[name] = _note(actor, rows[name], given)
    if new:
        _write_entry(actor, decision, newest)
        trail.of_decision(actor, decision, "execution", answered=sorted(new))
    if _all_known(rows, newest):
        _finish(actor, decision)
    return decision


def _locked(actor: Actor, decision: Decision) -> Decision:
    """Serialises answers to one decision: the signed row itself may not change, so its lock is enough."""
    if not Decision.objects.select_for_update(of=("self",)).filter(pk=decision.pk):
        raise Refused("decision")  # not signed yet, it is the board's own
    return reads.get_decision(actor, decision.pk)


def _checked(pack: Pack, decision: Decision, modality: str, given: Answer) -> Answer:
    title = titles(pack.board.modalities, active_language()).get(modality, modality)
    if given.outcome not in {each.id for each in pack.board.execution}:
        raise UserError(_("%(modality)s: choose from the list.") % {"modality": title}, field=f"{modality}-outcome")
    is_no = given.outcome not in (YES, NOT_KNOWN_YET)
    why = typed_text(
        given.why, field=f"{modality}-why", longest=PARAGRAPH, label=f"{title}, {_('why')}",
        missing=_("%(modality)s: say in a few words why it was not carried out.") % {"modality": title} if is_no else "",
    )  # fmt: skip
    if given.done_on and not _sat_on(decision) <= given.done_on <= timezone.localdate():
        raise UserError(
            _("%(modality)s: the day lies between the board's meeting and today.") % {"modality": title},
            field=f"{modality}-done_on",
        )
    return Answer(given.outcome, why, given.done_on)


def _sat_on(decision: Decision) -> date:
    """The day of the meeting by the board's own clock: in Lima an evening is the next day in UTC."""
    meeting = decision.item.meeting
    return meeting.starts_at.astimezone(zone_of(meeting.board.time_zone)).date()


def _says(execution: Execution | None, given: Answer) -> bool:
    return execution is not None and (execution.outcome, execution.why, execution.done_on) == (
        given.outcome,
        given.why,
        given.done_on,
    )


def _note(actor: Actor, row: ModalityDecision, given: Answer) -> Execution:
    if actor.person_id is None:
        raise Refused("an answer has an author")
    execution = Execution(
        modality=row, patient_id=row.patient_id, outcome=given.outcome, why=given.why, done_on=given.done_on,
        recorded_by_id=actor.person_id,
    )  # fmt: skip
    execution.save(force_insert=True)
    return execution


def _write_entry(actor: Actor, decision: Decision, newest: Mapping[str, Execution]) -> None:
    assert decision.entry_id is not None
    entry = Entry.objects.get(pk=decision.entry_id)
    entries.save(
        actor=actor, patient=decision.patient, form=board_entry.FORM,
        answers=board_entry.with_executions(entry.answers, newest), status=EntryStatus.SIGNED, instance=entry.instance,
        expected_version=entry.version, reason=_("Whether the recommendations were carried out"), written_by="board",
    )  # fmt: skip


def _all_known(rows: Mapping[str, ModalityDecision], newest: Mapping[str, Execution]) -> bool:
    return all(name in newest and newest[name].outcome != NOT_KNOWN_YET for name in rows)


def _finish(actor: Actor, decision: Decision) -> None:
    if decision.case.status == CaseStatus.DECIDED:
        # whoever gives the last answer need not be somebody who may close cases: the platform does it
        closer = system("every recommendation of the board was answered")
        close(actor=closer, case_id=decision.case_id, expected_version=decision.case.version)
    sharing.close_to_signer(actor, decision)


@transaction.atomic
def remind(*, actor: Actor) -> int:
    """Asks the clinicians whose decisions have waited for an answer since two weeks. Running it twice asks once."""
    if actor.kind != "system":
        raise Refused("only the platform reminds")
    now = timezone.now()
    due = list(reads.decisions_to_remind(now, ASK_AFTER))
    for decision in due:
        assert decision.signed_at is not None
        notices.remind_of_execution(decision, (now - decision.signed_at) // ASK_AFTER)
        Decision.objects.filter(pk=decision.pk).update(reminded_at=now)
        trail.of_decision(actor, decision, "reminded")
    return len(due)
