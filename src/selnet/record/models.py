from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PERSON = settings.AUTH_USER_MODEL
INSTITUTION = "network.Institution"


class Patient(models.Model):
    """A pseudonym at a treating institution. Who it is stands in the vault, what happened in the entries."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    pseudonym = models.CharField(max_length=16, unique=True)
    pack = models.CharField(max_length=40)
    institution = models.ForeignKey(INSTITUTION, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.pseudonym


class Identity(models.Model):
    """Who the patient is, encrypted. Only record.vault reads or writes it."""

    patient = models.OneToOneField(Patient, models.PROTECT, primary_key=True, related_name="identity")
    sealed = models.JSONField()  # {field: {key, wrapped, nonce, text}}, see vault.py
    number_index = models.CharField(max_length=64, blank=True)  # keyed hash of the local record number, to find duplicates
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"identity of {self.patient_id}"


class FormerIdentity(models.Model):
    """What an identity was before it changed, as sealed as it was. Written by the database (guard.sql), never by Python."""

    id = models.BigAutoField(primary_key=True)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="+")
    sealed = models.JSONField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"former identity of {self.patient_id}"


class ConsentForm(models.Model):
    """One version of the text that patients sign."""

    scopes = models.JSONField(default=list)
    country = models.ForeignKey("network.Country", models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    version = models.CharField(max_length=20)
    text = models.TextField()
    valid_from = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "language", "version"], name="consent_form_version_once")]

    def __str__(self) -> str:
        return f"{self.country_id} {self.version} ({self.language})"


class Consent(models.Model):
    """One answer of the patient about one scope. Append-only: the newest row of a scope is what holds."""

    class State(models.TextChoices):
        GIVEN = "given", _("Given")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="consents")
    scope = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State)
    form = models.ForeignKey(ConsentForm, models.PROTECT, null=True, related_name="+")
    scan = models.ForeignKey("record.Attachment", models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["patient", "scope", "-recorded_at"])]

    def __str__(self) -> str:
        return f"{self.scope}: {self.state}"


class EntryStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    COMPLETE = "complete", _("Complete")
    VERIFIED = "verified", _("Verified")
    LOCKED = "locked", _("Locked")
    SIGNED = "signed", _("Signed")


class Entry(models.Model):
    """One form filled for one patient, instance n. The row is its newest version; a trigger keeps every version."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="entries")
    form = models.CharField(max_length=60)
    instance = models.PositiveIntegerField(default=1)
    answers = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=EntryStatus, default=EntryStatus.DRAFT)
    version = models.PositiveIntegerField(default=1)
    pack_version = models.CharField(max_length=20)
    event_date = models.CharField(max_length=10, blank=True)  # ISO, as precise as known; copied from the form's date field
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    change_reason = models.CharField(max_length=300, blank=True)
    removed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "form", "instance"], name="entry_instance_once"),
            models.CheckConstraint(condition=Q(instance__gte=1), name="entry_instance_from_one"),
        ]
        indexes = [models.Index(fields=["patient", "-event_date"])]

    def __str__(self) -> str:
        return f"{self.form} {self.instance}"


class EntryVersion(models.Model):
    """Every state an entry ever had. Written by the database (guard.sql), never by Python."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="versions")
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    answers = models.JSONField()
    status = models.CharField(max_length=10, choices=EntryStatus)
    pack_version = models.CharField(max_length=20)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    change_reason = models.CharField(max_length=300)
    removed = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "version"], name="entry_version_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} v{self.version}"


class Attachment(models.Model):
    """A file, kept once under its SHA-256. Its original name is not kept: names of files name patients."""

    class Kind(models.TextChoices):
        IMAGE = "image", _("Image")
        IMAGING_REPORT = "imaging_report", _("Imaging report")
        PATHOLOGY_REPORT = "pathology_report", _("Pathology report")
        SLIDE = "slide", _("Slide image")
        CONSENT_SCAN = "consent_scan", _("Signed consent")
        LETTER = "letter", _("Letter")
        OTHER = "other", _("Other document")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="attachments")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="attachments")
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=60)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["patient", "-added_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:8]}"


class AccessGrant(models.Model):
    """Who beyond the treating institution sees a patient: one person, or those of an institution who triage cases."""

    class Why(models.TextChoices):
        CASE = "case", _("Asked for an opinion")
        BOARD = "board", _("On the agenda of a board")
        BREAK_GLASS = "break_glass", _("Emergency access")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="grants")
    person = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    institution = models.ForeignKey(INSTITUTION, models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=12, choices=Why)
    source = models.CharField(max_length=80)  # case:<id>, meeting:<id>; for break-glass empty
    reason = models.CharField(max_length=500, blank=True)
    granted_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, institution__isnull=False) | Q(person__isnull=False, institution=None),
                name="grant_to_person_or_institution",
            ),
            models.CheckConstraint(
                condition=~Q(why="break_glass") | (Q(expires_at__gt=F("granted_at"), person__isnull=False) & ~Q(reason="")),
                name="grant_break_glass_reasoned_and_limited",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "ended_at"]),
            models.Index(fields=["institution", "ended_at"]),
            models.Index(fields=["patient"]),
        ]

    def __str__(self) -> str:
        return f"{self.why} {self.patient_id}"
