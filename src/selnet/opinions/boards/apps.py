from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "selnet.opinions.boards"
    label = "boards"
    append_only = ("boards_addendum", "boards_execution", "boards_letter")

    def ready(self) -> None:
        from . import case_panel, notices, trail_words, worklist
        from .services import handover

        notices.register()
        case_panel.register()
        worklist.register()
        handover.register()
        trail_words.register()
