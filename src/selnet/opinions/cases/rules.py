"""What may become of a case, who owns it at each stage, and who may do what.

Each `check_can_x` raises: Refused when the actor has no part in this (the page does not exist for them), UserError when the case
stands where x is not done. Its twin `can_x` says yes or no, for buttons. No query: they judge what was already read.
"""

from django.utils.translation import gettext as _

from selnet.access.api import Actor, Permission, Refused, UserError, question_of

from .models import Assignment, Case, CaseStatus
from .stages import ENDED, STAGES, Owner

S = CaseStatus


def owner_of(case: Case, open_assignments: int | None = None) -> Owner:
    """Whose move it is. An accepted case of which no expert is left to answer is the coordinator's again."""
    owner = STAGES[S(case.status)].owner
    return Owner.COORDINATOR if owner is Owner.EXPERT and open_assignments == 0 else owner


def check_move(case: Case, after: CaseStatus) -> None:
    if after not in STAGES[S(case.status)].next:
        raise UserError(_wrong_status(case))


def _wrong_status(case: Case) -> str:
    return _("This is not possible while the case is “%(status)s”. Nothing was changed.") % {"status": case.get_status_display()}


def check_version(case: Case, expected: int) -> None:
    """A stale tab: somebody moved the case since the page was drawn."""
    if case.version != expected:
        raise UserError(
            _(
                "The case was changed by somebody else meanwhile: it is now “%(status)s”. "
                "Nothing of yours was saved; here is the newest state."
            )
            % {"status": case.get_status_display()}
        )


# --- who is what in a case


def is_referrer(actor: Actor, case: Case) -> bool:
    return actor.can(Permission.CASE_OPEN, case.from_institution_id)


def is_coordinator(actor: Actor, case: Case) -> bool:
    return case.to_institution_id is not None and actor.can(Permission.CASE_TRIAGE, case.to_institution_id)


def _referrer(actor: Actor, case: Case) -> None:
    if not is_referrer(actor, case):
        raise Refused("case")


def _coordinator(actor: Actor, case: Case) -> None:
    if not is_coordinator(actor, case):
        raise Refused("case")


def _either(actor: Actor, case: Case) -> None:
    if not (is_referrer(actor, case) or is_coordinator(actor, case)):
        raise Refused("case")


def _standing(case: Case, *allowed: CaseStatus) -> None:
    if case.status not in allowed:
        raise UserError(_wrong_status(case))


# --- the referring clinician


def check_can_open(actor: Actor, institution_id: int) -> None:
    actor.require(Permission.CASE_OPEN, institution_id)


def check_can_edit_draft(actor: Actor, case: Case) -> None:
    _referrer(actor, case)
    _standing(case, S.DRAFT)


def check_can_send(actor: Actor, case: Case) -> None:
    check_can_edit_draft(actor, case)


def check_can_supply(actor: Actor, case: Case) -> None:
    _referrer(actor, case)
    _standing(case, S.MORE_INFORMATION)


def check_can_withdraw(actor: Actor, case: Case) -> None:
    _referrer(actor, case)
    if case.status == S.LISTED:
        raise UserError(_("The case stands on a board's agenda. Ask the centre to take it off, then withdraw it."))
    _standing(case, S.DRAFT, S.SENT, S.MORE_INFORMATION, S.ACCEPTED)


def check_can_close(actor: Actor, case: Case) -> None:
    _either(actor, case)
    _standing(case, S.DECIDED)


# --- the coordinator


def check_can_accept(actor: Actor, case: Case) -> None:
    _coordinator(actor, case)
    _standing(case, S.SENT)


def check_can_decline(actor: Actor, case: Case) -> None:
    check_can_accept(actor, case)


def check_can_redirect(actor: Actor, case: Case) -> None:
    check_can_accept(actor, case)


def check_can_ask_more(actor: Actor, case: Case) -> None:
    _coordinator(actor, case)
    _standing(case, S.SENT, S.ACCEPTED)


def check_can_assign(actor: Actor, case: Case) -> None:
    _coordinator(actor, case)
    _standing(case, S.ACCEPTED)


def check_can_conclude(actor: Actor, case: Case) -> None:
    _coordinator(actor, case)
    _standing(case, S.ACCEPTED)


def check_can_remind(actor: Actor, case: Case, assignment: Assignment) -> None:
    _coordinator(actor, case)
    _standing(case, S.ACCEPTED, S.LISTED)
    _unanswered(assignment)


# --- the expert


def check_can_answer(actor: Actor, case: Case, assignment: Assignment) -> None:
    if actor.person_id is None or actor.person_id != assignment.person_id or not actor.can(Permission.CASE_ANSWER):
        raise Refused("assignment")
    _standing(case, S.ACCEPTED, S.LISTED, S.MORE_INFORMATION)
    _unanswered(assignment)


def check_can_decline_assignment(actor: Actor, case: Case, assignment: Assignment) -> None:
    check_can_answer(actor, case, assignment)


def _unanswered(assignment: Assignment) -> None:
    if assignment.answered_at is not None:
        raise UserError(_("This opinion was already given. Nothing was saved a second time."))
    if assignment.declined_at is not None:
        raise UserError(_("This request was already declined."))


# --- everybody in the case


def check_can_write_message(actor: Actor, case: Case, *, is_expert: bool = False) -> None:
    if not is_expert:
        _either(actor, case)
    if actor.person_id is None:
        raise Refused("message")
    if case.status in ENDED or case.status == S.DRAFT:
        raise UserError(_wrong_status(case))


# --- the board


def check_can_list(actor: Actor, case: Case) -> None:
    if case.to_institution_id is None or not actor.can(Permission.BOARD_PREPARE, case.to_institution_id):
        raise Refused("case")
    _standing(case, S.ACCEPTED)


def check_can_leave_board(actor: Actor, case: Case) -> None:
    if case.to_institution_id is None or not actor.can(Permission.BOARD_PREPARE, case.to_institution_id):
        raise Refused("case")
    _standing(case, S.LISTED)


def check_can_be_decided(actor: Actor, case: Case) -> None:
    if case.to_institution_id is None or not actor.can(Permission.BOARD_SIGN, case.to_institution_id):
        raise Refused("case")
    _standing(case, S.LISTED)


can_open = question_of(check_can_open)
can_edit_draft = question_of(check_can_edit_draft)
can_send = question_of(check_can_send)
can_supply = question_of(check_can_supply)
can_withdraw = question_of(check_can_withdraw)
can_close = question_of(check_can_close)
can_accept = question_of(check_can_accept)
can_decline = question_of(check_can_decline)
can_redirect = question_of(check_can_redirect)
can_ask_more = question_of(check_can_ask_more)
can_assign = question_of(check_can_assign)
can_conclude = question_of(check_can_conclude)
can_remind = question_of(check_can_remind)
can_answer = question_of(check_can_answer)
can_decline_assignment = question_of(check_can_decline_assignment)
can_write_message = question_of(check_can_write_message)
can_list = question_of(check_can_list)
can_leave_board = question_of(check_can_leave_board)
can_be_decided = question_of(check_can_be_decided)
