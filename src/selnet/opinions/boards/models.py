from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PERSON = settings.AUTH_USER_MODEL
INSTITUTION = "network.Institution"
PATIENT = "record.Patient"


class Board(models.Model):
    """A tumour board of a reference centre. Its quorum by discipline is the pack's."""

    name = models.CharField(max_length=120)
    institution = models.ForeignKey(INSTITUTION, models.PROTECT, related_name="+")
    pack = models.CharField(max_length=40)
    time_zone = models.CharField(max_length=60)
    minutes_per_case = models.PositiveSmallIntegerField(default=15)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution", "name"], name="board_named_once_a_centre")]

    def __str__(self) -> str:
        return self.name


class BoardMember(models.Model):
    board = models.ForeignKey(Board, models.PROTECT, related_name="members")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    discipline = models.CharField(max_length=40)
    is_chair = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "person"], condition=Q(left_at=None), name="board_member_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in board {self.board_id}"


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Sitting now")
    CLOSED = "closed", pgettext_lazy("meeting", "Closed")
    CANCELLED = "cancelled", _("Cancelled")


class Meeting(models.Model):
    """One sitting of a board."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=90)
    status = models.CharField(max_length=10, choices=MeetingStatus, default=MeetingStatus.PLANNED)
    place = models.CharField(max_length=200, blank=True)  # a room or the address of a call
    planned_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "starts_at"], condition=~Q(status="cancelled"), name="meeting_once_a_time")
        ]
        indexes = [models.Index(fields=["status", "starts_at"])]

    def __str__(self) -> str:
        return f"meeting {self.pk}"


class Attendance(models.Model):
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    discipline = models.CharField(max_length=40)
    by_call = models.BooleanField(default=False)
    present_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.meeting_id}"


class AgendaItem(models.Model):
    class State(models.TextChoices):
        LISTED = "listed", _("Listed")
        NOW = "now", _("Now")
        DECIDED = "decided", _("Decided")
        POSTPONED = "postponed", _("Postponed")
        REMOVED = "removed", _("Taken off")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    patient = models.ForeignKey(PATIENT, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.LISTED)
    listed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "case"], name="agenda_case_once")]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"item {self.position} of {self.meeting_id}"


class Decision(models.Model):
    """What a meeting decided on a case. Editable until the chair signs; afterwards only an addendum speaks."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="decision")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    patient = models.ForeignKey(PATIENT, models.PROTECT, related_name="+")
    summary = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    quorum = models.JSONField(default=dict)  # {discipline: number present} when signed
    below_quorum_reason = models.CharField(max_length=500, blank=True)  # printed in the letter
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    content_hash = models.CharField(max_length=64, blank=True)
    entry = models.ForeignKey("record.Entry", models.PROTECT, null=True, related_name="+")  # its board entry
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None, content_hash="")
                | Q(signed_at__isnull=False, signed_by__isnull=False, entry__isnull=False) & ~Q(content_hash=""),
                name="decision_signed_whole",
            )
        ]

    def __str__(self) -> str:
        return f"decision on case {self.case_id}"


class ModalityDecision(models.Model):
    """One recommendation for one modality (surgery, radiotherapy …; the pack names them)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="modalities")
    patient = models.ForeignKey(PATIENT, models.PROTECT, related_name="+")
    modality = models.CharField(max_length=30)
    recommendation = models.CharField(max_length=20, blank=True)  # empty until the board has said something
    detail = models.TextField(blank=True)
    agreed = models.PositiveSmallIntegerField(null=True)
    voters = models.PositiveSmallIntegerField(null=True)
    dissent = models.TextField(blank=True)
    guidelines = models.CharField(max_length=200, blank=True)  # ids of guidelines it rests on, separated by ", "

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "modality"], name="modality_decided_once"),
            models.CheckConstraint(
                condition=Q(agreed=None, voters=None) | Q(agreed__lte=F("voters")), name="modality_votes_add_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.modality}: {self.recommendation}"


class Addendum(models.Model):
    """Said after signing. The decision itself stays as it was signed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="addenda")
    patient = models.ForeignKey(PATIENT, models.PROTECT, related_name="+")
    text = models.TextField()
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"addendum to {self.decision_id}"


class Letter(models.Model):
    """The decision as a PDF in one language, as it stood when it was made."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="letters")
    patient = models.ForeignKey(PATIENT, models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    attachment = models.ForeignKey("record.Attachment", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"letter {self.language} of {self.decision_id}"


class Execution(models.Model):
    """Whether one recommendation was carried out. Append-only: the newest answer holds."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    modality = models.ForeignKey(ModalityDecision, models.PROTECT, related_name="executions")
    patient = models.ForeignKey(PATIENT, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20)  # the pack's: yes, no_physician, no_patient, no_access, …
    why = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.outcome} for {self.modality_id}"


class CalendarFeed(models.Model):
    """A secret address under which a person's calendar reads their meetings. Only its hash is kept."""

    person = models.OneToOneField(PERSON, models.PROTECT, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"feed of {self.person_id}"
