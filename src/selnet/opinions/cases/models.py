from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PERSON = settings.AUTH_USER_MODEL
INSTITUTION = "network.Institution"
PATIENT = "record.Patient"


class CaseStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent, waits for the centre")
    MORE_INFORMATION = "more_information", _("More information asked")
    ACCEPTED = "accepted", _("Experts are answering")
    LISTED = "listed", _("On a board's agenda")
    DECIDED = "decided", _("Answered, waits to be carried out")
    CLOSED = "closed", _("Closed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Case(models.Model):
    """A request for an opinion on a patient. Reasons and urgencies are those of the patient's pack."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    patient = models.ForeignKey(PATIENT, models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, choices=CaseStatus, default=CaseStatus.DRAFT)
    version = models.PositiveIntegerField(default=1)  # counts changes, so that a stale tab is noticed
    reason = models.CharField(max_length=40)
    urgency = models.CharField(max_length=20)
    question = models.TextField(blank=True)
    details = models.JSONField(default=dict)  # what else the request form asks; written into the record when it is sent
    incomplete_reason = models.CharField(max_length=500, blank=True)  # why it was sent although the gate said what is missing
    from_institution = models.ForeignKey(INSTITUTION, models.PROTECT, related_name="+")
    to_institution = models.ForeignKey(INSTITUTION, models.PROTECT, null=True, related_name="+")
    opened_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    coordinator = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    # the two clocks; a paused clock waits for someone outside and moves both limits when it runs again
    first_answer_due = models.DateTimeField(null=True)
    first_answered_at = models.DateTimeField(null=True)
    closure_due = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    conclusion = models.TextField(blank=True)  # the coordinator's closing words when no board sat
    entry = models.ForeignKey("record.Entry", models.PROTECT, null=True, related_name="+")  # its opinion_request

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft") | Q(status="withdrawn") | Q(sent_at__isnull=False, to_institution__isnull=False),
                name="case_sent_to_somebody",
            ),
            models.CheckConstraint(condition=~Q(status="closed") | Q(closed_at__isnull=False), name="case_closed_at_a_time"),
        ]
        indexes = [
            models.Index(fields=["to_institution", "status"]),
            models.Index(fields=["from_institution", "status"]),
            models.Index(fields=["patient"]),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"


class CaseStep(models.Model):
    """One change of status, kept for ever."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    patient = models.ForeignKey(PATIENT, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.before} -> {self.after}"


class Assignment(models.Model):
    """One expert asked for one case. Nobody is asked twice."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="assignments")
    patient = models.ForeignKey(PATIENT, models.PROTECT, related_name="+")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    discipline = models.CharField(max_length=40)
    as_group = models.BooleanField(default=False)
    assigned_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=300, blank=True)
    entry = models.ForeignKey("record.Entry", models.PROTECT, null=True, related_name="+")  # its expert_opinion

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="assignment_asked_once"),
            models.CheckConstraint(condition=Q(answered_at=None) | Q(declined_at=None), name="assignment_answered_or_declined"),
            models.CheckConstraint(condition=Q(answered_at=None) | Q(entry__isnull=False), name="assignment_answer_has_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.discipline} for case {self.case_id}"


class Message(models.Model):
    """One line of a case's thread."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="messages")
    patient = models.ForeignKey(PATIENT, models.PROTECT, related_name="+")
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField()

    def __str__(self) -> str:
        return f"message {self.pk}"
