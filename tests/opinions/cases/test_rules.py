"""Who may do what at which stage: the whole table, written out once more by hand."""

from types import SimpleNamespace
from typing import Any

import pytest

from selnet.access.api import Actor, Held, Refused, UserError
from selnet.opinions.cases import rules
from selnet.opinions.cases.models import Assignment, Case, CaseStatus

HOSPITAL, CENTRE, ELSEWHERE = 1, 2, 3
ANA = Actor("person", 11, "Ana", (Held("referring_clinician", HOSPITAL),))
BORIS = Actor("person", 12, "Boris", (Held("centre_coordinator", CENTRE),))
PAULA = Actor("person", 13, "Paula", (Held("pathologist", CENTRE),))
CHEMA = Actor("person", 14, "Chema", (Held("board_chair", CENTRE),))
CHIARA = Actor("person", 15, "Chiara", (Held("referring_clinician", ELSEWHERE),))
OTHER_BORIS = Actor("person", 16, "Boris elsewhere", (Held("centre_coordinator", ELSEWHERE),))
EVERYBODY = {"ana": ANA, "boris": BORIS, "paula": PAULA, "chema": CHEMA, "chiara": CHIARA, "other": OTHER_BORIS}

# (question, who, at which statuses)
TABLE: list[tuple[str, set[str], set[str]]] = [
    ("edit_draft", {"ana"}, {"draft"}),
    ("send", {"ana"}, {"draft"}),
    ("supply", {"ana"}, {"more_information"}),
    ("withdraw", {"ana"}, {"draft", "sent", "more_information", "accepted"}),
    ("close", {"ana", "boris"}, {"decided"}),
    ("accept", {"boris"}, {"sent"}),
    ("decline", {"boris"}, {"sent"}),
    ("redirect", {"boris"}, {"sent"}),
    ("ask_more", {"boris"}, {"sent", "accepted"}),
    ("assign", {"boris"}, {"accepted"}),
    ("conclude", {"boris"}, {"accepted"}),
    ("list", {"boris", "chema"}, {"accepted"}),
    ("leave_board", {"boris", "chema"}, {"listed"}),
    ("be_decided", {"chema"}, {"listed"}),
    ("write_message", {"ana", "boris"}, {"sent", "more_information", "accepted", "listed", "decided"}),
]


def _case(status: str, to: int | None = CENTRE) -> Case:
    return Case(status=status, from_institution_id=HOSPITAL, to_institution_id=to, version=3)


@pytest.mark.parametrize(("question", "people", "statuses"), TABLE, ids=[row[0] for row in TABLE])
def test_the_table_holds_for_everybody_at_every_stage(question: str, people: set[str], statuses: set[str]) -> None:
    can = getattr(rules, f"can_{question}")
    allowed = {(name, status) for name, actor in EVERYBODY.items() for status in CaseStatus.values if can(actor, _case(status))}
    assert allowed == {(name, status) for name in people for status in statuses}


@pytest.mark.parametrize("question", [row[0] for row in TABLE])
def test_somebody_without_a_part_is_refused_and_not_told_the_status(question: str) -> None:
    for status in CaseStatus.values:
        with pytest.raises(Refused):
            getattr(rules, f"check_can_{question}")(CHIARA, _case(status))


def test_a_draft_to_nobody_has_no_coordinator() -> None:
    assert not rules.is_coordinator(BORIS, _case("draft", to=None))


def test_opening_needs_the_institution() -> None:
    assert rules.can_open(ANA, HOSPITAL)
    assert not rules.can_open(ANA, ELSEWHERE)
    assert not rules.can_open(PAULA, CENTRE)


def _assignment(**given: Any) -> Assignment:
    return Assignment(person_id=PAULA.person_id, **given)


@pytest.mark.parametrize("question", ["answer", "decline_assignment"])
def test_only_the_expert_asked_answers_and_once(question: str) -> None:
    can, case = getattr(rules, f"can_{question}"), _case("accepted")
    assert can(PAULA, case, _assignment())
    assert not can(BORIS, case, _assignment())
    assert not can(PAULA, case, _assignment(answered_at=SimpleNamespace()))
    assert not can(PAULA, case, _assignment(declined_at=SimpleNamespace()))
    assert not can(PAULA, _case("closed"), _assignment())


def test_reminding_is_the_coordinators_and_only_of_those_who_owe() -> None:
    case = _case("accepted")
    assert rules.can_remind(BORIS, case, _assignment())
    assert not rules.can_remind(PAULA, case, _assignment())
    assert not rules.can_remind(BORIS, case, _assignment(answered_at=SimpleNamespace()))


def test_a_stale_page_is_told_where_the_case_stands() -> None:
    with pytest.raises(UserError, match="Experts are answering"):
        rules.check_version(_case("accepted"), 2)


def test_an_accepted_case_without_open_questions_is_the_coordinators_move() -> None:
    case = _case("accepted")
    assert rules.owner_of(case) == "expert"
    assert rules.owner_of(case, open_assignments=0) == "coordinator"
