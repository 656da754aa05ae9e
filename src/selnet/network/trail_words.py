"""What the trail says of changes in the network and of the ways in."""

from django.utils.translation import gettext_lazy as _

from selnet.audit.api import register_actions

WORDS = {
    "network.person.signed_in": _("Signed in"),
    "network.password.changed": _("Changed the password"),
    "network.password.reset": _("Reset the password by mail"),
    "network.second_factor.added": _("Added a second factor"),
    "network.second_factor.removed": _("Removed a second factor"),
    "network.second_factor.reset": _("Replaced the recovery codes"),
    "network.session.ended": _("Signed one of their browsers out"),
    "network.person.changed": _("Changed their profile"),
    "network.person.handed_over": _("Asked to hand a person's work over"),
    "network.person.handover_done": _("Handed a person's work over"),
    "network.person.deactivated": _("Deactivated a person"),
    "network.person.activated": _("Activated a person again"),
    "network.role.given": _("Gave a role"),
    "network.role.ended": _("Ended a role"),
    "network.invitation.sent": _("Invited somebody"),
    "network.invitation.withdrawn": _("Withdrew an invitation"),
    "network.invitation.accepted": _("Accepted an invitation"),
    "network.institution.added": _("Added an institution"),
    "network.institution.changed": _("Changed an institution"),
    "network.country.added": _("Added a country"),
}


def register() -> None:
    """Called by the AppConfig's ready."""
    register_actions(WORDS)
