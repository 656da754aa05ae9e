from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "selnet.record"
    label = "record"
    append_only = ("record_entryversion", "record_consent")

    def ready(self) -> None:
        from . import trail

        trail.register()
