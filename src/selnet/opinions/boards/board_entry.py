"""The `board` entry of the record: a signed decision as the registry reads it, and later what became of it.

Field names are the convention of every pack's board form: `board_date`, `<modality>_rec`, `<modality>_executed` and so on.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from selnet.network.api import zone_of
from selnet.packs.api import Pack

from .models import Decision, Execution, ModalityDecision
from .quorum import Quorum
from .rules import NOT_KNOWN_YET

FORM = "board"
Answers = dict[str, Any]


def board_answers(decision: Decision, modalities: Iterable[ModalityDecision], *, pack: Pack, quorum: Quorum) -> Answers:
    board = decision.item.meeting.board
    rows = list(modalities)
    answers: Answers = {
        "board_date": decision.item.meeting.starts_at.astimezone(zone_of(board.time_zone)).date().isoformat(),
        "board_name": board.name,
        "board_question": decision.case.question,
        "board_quorum_met": "1" if quorum.is_met else "0",
    }
    for row in rows:
        answers[f"{row.modality}_rec"] = row.recommendation
        answers[f"{row.modality}_rec_detail"] = row.detail
    return answers | _also(decision, rows, pack, quorum)


def _also(decision: Decision, rows: list[ModalityDecision], pack: Pack, quorum: Quorum) -> Answers:
    """What a pack may ask besides; a question that it does not have, or a code that it does not know, is left out."""
    dissent = _dissent(rows, pack)
    said: Answers = {
        "board_summary": decision.summary,
        "board_reason": decision.case.reason,
        "board_disciplines": [seat.discipline for seat in quorum.seats if seat.present],
        "board_dissent": "1" if dissent else "0",
        "board_dissent_text": dissent,
        "board_guideline": ", ".join(dict.fromkeys(row.guidelines for row in rows if row.guidelines)),
    }
    return {name: _known(pack, name, answer) for name, answer in said.items() if name in pack.fields}


def _known(pack: Pack, name: str, answer: Any) -> Any:
    codes = {choice.code for choice in pack.fields[name].choice_list}
    if isinstance(answer, list):
        return [code for code in answer if code in codes]
    return answer if not codes or answer in codes or answer in ("0", "1") else ""


def _dissent(rows: Iterable[ModalityDecision], pack: Pack) -> str:
    titles = {modality.id: str(modality.title) for modality in pack.board.modalities}
    return "\n".join(f"{titles.get(row.modality, row.modality)}: {row.dissent}" for row in rows if row.dissent.strip())


def with_executions(answers: Mapping[str, Any], newest: Mapping[str, Execution]) -> Answers:
    """The entry's answers with what is known by now. `newest` maps a modality to its newest answer."""
    added: Answers = dict(answers)
    for modality, execution in newest.items():
        known = execution.outcome != NOT_KNOWN_YET
        added[f"{modality}_executed"] = execution.outcome if known else ""
        added[f"{modality}_executed_reason"] = execution.why if known else ""
        # a corrected answer takes the day of the former one with it
        added[f"{modality}_executed_date"] = execution.done_on.isoformat() if known and execution.done_on else ""
    return added
