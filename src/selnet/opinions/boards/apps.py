from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "selnet.opinions.boards"
    label = "boards"
    append_only = ("boards_addendum", "boards_execution", "boards_letter")

    def ready(self) -> None:
        from . import notices, panels, worklist
        from .services import handover

        notices.register()
        panels.register()
        worklist.register()
        handover.register()
