from django.apps import AppConfig


class InteropConfig(AppConfig):
    name = "selnet.interop"
    label = "interop"
    append_only = ("interop_sourcerow",)

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from selnet.audit.api import register_actions

        register_actions({"interop.table.imported": _("Imported a file")})
