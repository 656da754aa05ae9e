from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "selnet.opinions.cases"
    label = "cases"
    append_only = ("cases_casestep", "cases_message")

    def ready(self) -> None:
        from . import notices, patient_panel, trail_words, worklist_sources
        from .services import handover

        notices.register()
        handover.register()
        patient_panel.register()
        worklist_sources.register()
        trail_words.register()
