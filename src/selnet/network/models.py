from datetime import timedelta
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from selnet.access.api import ROLES

INVITATION_LASTS = timedelta(days=14)


class Language(models.TextChoices):
    ENGLISH = "en", "English"
    SPANISH = "es", "Español"
    PORTUGUESE = "pt", "Português"


class Country(models.Model):
    """A country of the network. Its name comes from Unicode's tables in the reader's language."""

    class Region(models.TextChoices):
        EUROPE = "europe", _("Europe")
        LATIN_AMERICA = "latin_america", _("Latin America")
        ELSEWHERE = "elsewhere", _("Elsewhere")

    code = models.CharField(max_length=2, primary_key=True)
    region = models.CharField(max_length=20, choices=Region)

    def __str__(self) -> str:
        return self.code


class Institution(models.Model):
    class Kind(models.TextChoices):
        REFERENCE_CENTRE = "reference_centre", _("Reference centre")
        HOSPITAL = "hospital", _("Hospital")
        LABORATORY = "laboratory", _("Laboratory")
        BIOBANK = "biobank", _("Biobank")
        UNIVERSITY = "university", _("University")
        AUTHORITY = "authority", _("Health authority")
        NETWORK_OFFICE = "network_office", _("Network office")

    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, choices=Kind)
    country = models.ForeignKey(Country, models.PROTECT)
    city = models.CharField(max_length=120)
    latitude = models.FloatField()
    longitude = models.FloatField()
    beds = models.PositiveIntegerField(null=True, blank=True)
    time_zone = models.CharField(max_length=60)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("name"), "country", name="institution_named_once_a_country"),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)), name="institution_on_earth"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Person":
        from allauth.account.models import EmailAddress  # its models need this one first

        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save()
        # sign-in looks addresses up in its own table; the address is proven because accounts begin with an invitation to it
        EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in. Never deleted: what they signed keeps its signer."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=160)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    time_zone = models.CharField(max_length=60, default="UTC")
    disciplines = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    expertise = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # groups of entities in the pack
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    deactivated_at = models.DateTimeField(null=True, blank=True)
    notice_settings = models.JSONField(default=dict, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = PersonManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_once_whatever_case"),
            models.CheckConstraint(
                condition=Q(is_active=True, deactivated_at=None) | Q(is_active=False, deactivated_at__isnull=False),
                name="person_inactive_since",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role held at an institution, from a day until another."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=[(slug, role.label) for slug, role in ROLES.items()])
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "institution", "role"], condition=Q(ended_at=None), name="membership_held_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="membership_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} at {self.institution_id}"


class RolePermission(models.Model):
    """What access.roles says, mirrored for the database's own rules. Written by `selnet migrate`, by nobody else."""

    role = models.CharField(max_length=40)
    permission = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "permission"], name="role_permission_once")]

    def __str__(self) -> str:
        return f"{self.role}: {self.permission}"


class Invitation(models.Model):
    """A way in for one e-mail address. Only the hash of its secret is kept."""

    email = models.EmailField()
    institution = models.ForeignKey(Institution, models.PROTECT)
    role = models.CharField(max_length=40)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None) | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_someone",
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Notice(models.Model):
    """Something a person is told. Holds no patient value: a kind, and the page where the news is."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=60)
    link = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    # the same news is told once: `about` names the thing and the stage, e.g. case:<id>:overdue
    about = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "about"], name="notice_told_once")]
        indexes = [models.Index(fields=["person", "read_at", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person_id}"
