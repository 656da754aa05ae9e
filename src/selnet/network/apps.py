from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "selnet.network"
    label = "network"

    def ready(self) -> None:
        from . import sign_in_trail, trail_words
        from .notice_kinds import register_notice

        sign_in_trail.connect()
        trail_words.register()

        register_notice("network.role_given", _("You have a new role"), _("Your profile says which one and where."), urgent=True)
        register_notice(
            "network.role_ended", _("One of your roles has ended"), _("Your profile shows the roles you hold."), urgent=True
        )
        register_notice(
            "network.handed_over",
            _("You take over a colleague's work"),
            _("Their open work is in your worklist now."),
            urgent=True,
        )
        register_notice(
            "network.invitation_accepted",
            _("An invitation was accepted"),
            _("The person you invited has an account now."),
            urgent=False,
        )
