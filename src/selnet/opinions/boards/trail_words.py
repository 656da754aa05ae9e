"""What the trail says of boards."""

from django.utils.translation import gettext_lazy as _

from selnet.audit.api import register_actions

WORDS = {
    "boards.board.made": _("Made a board"),
    "boards.board.member_added": _("Added a member to a board"),
    "boards.board.member_left": _("Ended a membership in a board"),
    "boards.meeting.planned": _("Planned a meeting"),
    "boards.meeting.cancelled": _("Called a meeting off"),
    "boards.meeting.opened": _("Opened a meeting"),
    "boards.meeting.closed": _("Closed a meeting"),
    "boards.meeting.ordered": _("Changed the order of an agenda"),
    "boards.meeting.attendance": _("Noted who is present at a meeting"),
    "boards.agenda.listed": _("Put a case on an agenda"),
    "boards.agenda.started": _("Started with a case in a meeting"),
    "boards.agenda.postponed": _("Postponed a case"),
    "boards.agenda.taken_off": _("Took a case off an agenda"),
    "boards.decision.saved": _("Wrote a decision down"),
    "boards.decision.signed": _("Signed a decision"),
    "boards.decision.added_to": _("Added to a signed decision"),
    "boards.decision.letter_made": _("Made the letter of a decision"),
    "boards.decision.execution": _("Recorded whether the advice was carried out"),
    "boards.decision.reminded": _("Asked whether the advice was carried out"),
    "boards.feed.made": _("Made a calendar address"),
    "boards.feed.revoked": _("Revoked a calendar address"),
}


def register() -> None:
    """Called by the AppConfig's ready."""
    register_actions(WORDS)
