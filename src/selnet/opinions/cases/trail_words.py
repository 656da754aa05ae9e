"""What the trail says of cases."""

from django.utils.translation import gettext_lazy as _

from selnet.audit.api import register_actions

WORDS = {
    "cases.case.opened": _("Opened a case"),
    "cases.case.changed": _("Changed the request of a case"),
    "cases.case.sent": _("Sent a case"),
    "cases.case.supplied": _("Answered what the centre asked"),
    "cases.case.withdrawn": _("Withdrew a case"),
    "cases.case.closed": _("Closed a case"),
    "cases.case.accepted": _("Accepted a case"),
    "cases.case.more_asked": _("Asked for more information"),
    "cases.case.redirected": _("Passed a case on to another centre"),
    "cases.case.declined": _("Declined a case"),
    "cases.case.concluded": _("Answered a case without a board"),
    "cases.case.experts_asked": _("Asked experts for their opinion"),
    "cases.case.expert_reminded": _("Reminded an expert"),
    "cases.case.answered": _("Gave an opinion"),
    "cases.case.assignment_declined": _("Could not give an opinion"),
    "cases.case.assignment_handed_over": _("Handed the request for an opinion over"),
    "cases.case.handed_over": _("Handed the coordination of a case over"),
    "cases.case.message_written": _("Wrote a message in a case"),
    "cases.case.late": _("Told that a case is late"),
    "cases.case.listed": _("Listed a case for a board"),
    "cases.case.back_from_board": _("Gave a case back to the coordinator"),
    "cases.case.decided_by_board": _("Answered a case by a board's decision"),
}


def register() -> None:
    """Called by the AppConfig's ready."""
    register_actions(WORDS)
