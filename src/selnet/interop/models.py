from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone


class SourceRow(models.Model):
    """Which row of which source a patient came from. The row's key and content stand here as keyed hashes only: enough to
    know the row again, not enough to read it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    source = models.CharField(max_length=60)  # the mapping's id
    key_hash = models.CharField(max_length=64)  # of institution, source and key
    content_hash = models.CharField(max_length=64)  # of all cells: tells that a row has changed since
    patient = models.ForeignKey("record.Patient", models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(default=timezone.now)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key_hash"], name="source_row_imported_once")]

    def __str__(self) -> str:
        return f"{self.source}: {self.patient_id}"
