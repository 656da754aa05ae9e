from uuid import uuid4

from django.db import models


class AuditEvent(models.Model):
    """One thing done or read. `position` and `hash` are given by the database when the transaction commits."""

    # the key comes from here, not from the database: whoever writes an event may not read it back
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    person_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=64)
    patient_id = models.UUIDField(null=True)
    institution_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)
    position = models.BigIntegerField(null=True, unique=True)
    previous_hash = models.CharField(max_length=64, blank=True, default="")
    hash = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["patient_id", "-at"]),
            models.Index(fields=["institution_id", "-at"]),
            models.Index(fields=["person_id", "-at"]),
            models.Index(fields=["-at"]),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_kind}:{self.object_id}"


class ChainHead(models.Model):
    """One row: the position and hash of the newest chained event."""

    position = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.position}:{self.hash[:12]}"
