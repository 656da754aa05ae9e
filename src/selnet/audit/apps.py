from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "selnet.audit"
    label = "audit"
    append_only = ("audit_auditevent", "audit_chainhead")
