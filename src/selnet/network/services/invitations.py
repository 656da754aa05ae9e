"""The way in: an invitation by e-mail, good for one address, one use and fourteen days.

The secret travels in the mail and nowhere else; the database keeps its hash, so that whoever reads the database cannot enter.
"""

import secrets
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from selnet.access.api import Actor, Refused, UserError, acting
from selnet.audit.api import record
from selnet.network.models import INVITATION_LASTS, Institution, Invitation, Membership, Person
from selnet.network.rules import check_can_give
from selnet.network.seal import hash_of_secret, seal
from selnet.network.selectors import actor_for

from .memberships import begin_membership, give_role
from .notices import tell


@dataclass(frozen=True, slots=True)
class Invited:
    """What became of an invitation: a secret to mail, or a membership when the address already signs in."""

    invitation: Invitation | None = None
    secret: str = ""
    membership: Membership | None = None


@dataclass(frozen=True, slots=True)
class Newcomer:
    name: str
    language: str
    time_zone: str
    disciplines: list[str]
    password: str


@transaction.atomic
def invite(*, actor: Actor, email: str, institution: Institution, role: str, language: str) -> Invited:
    """Invites an address; somebody who already has an account gets the role at once and is told."""
    check_can_give(actor, institution, role)
    if actor.person_id is None:
        raise Refused("an invitation comes from a person")
    email = email.strip().lower()
    person = Person.objects.filter(email__iexact=email).first()
    if person:
        return Invited(membership=give_role(actor=actor, person=person, institution=institution, role=role))
    Institution.objects.select_for_update().get(pk=institution.pk)  # sent twice at once, it is mailed once
    if _waiting(email).filter(institution=institution, role=role).exists():
        message = _("This address is already invited to that role. Withdraw the invitation or send it again.")
        raise UserError(message, field="email")
    return _send(actor, actor.person_id, email, institution, role, language)


def _send(actor: Actor, inviter: int, email: str, institution: Institution, role: str, language: str) -> Invited:
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email, institution=institution, role=role, language=language, secret_hash=hash_of_secret(secret),
        invited_by_id=inviter, expires_at=timezone.now() + INVITATION_LASTS,
    )  # fmt: skip
    record(actor, "network.invitation.sent", kind="invitation", id=invitation.pk, institution_id=institution.pk, role=role)
    # the job waits in the database, so the secret waits there sealed; its key is outside
    jobs.configure_task("network.mail_invitation").defer(invitation_id=invitation.pk, sealed_secret=seal(secret))
    return Invited(invitation=invitation, secret=secret)


def _waiting(email: str) -> QuerySet[Invitation]:
    now = timezone.now()
    return Invitation.objects.filter(email__iexact=email, accepted_at=None, withdrawn_at=None, expires_at__gt=now)


@transaction.atomic
def withdraw_invitation(*, actor: Actor, invitation: Invitation) -> None:
    """The link stops working. Withdrawing again changes nothing."""
    check_can_give(actor, invitation.institution, invitation.role)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at:
        raise UserError(_("This invitation was accepted meanwhile. End the role on the person's page instead."))
    if invitation.withdrawn_at:
        return
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    record(actor, "network.invitation.withdrawn", kind="invitation", id=invitation.pk,
           institution_id=invitation.institution_id, role=invitation.role)  # fmt: skip


@transaction.atomic
def invite_again(*, actor: Actor, invitation: Invitation) -> Invited:
    """A new secret for the same person and role; the old link stops working."""
    withdraw_invitation(actor=actor, invitation=invitation)
    return invite(
        actor=actor,
        email=invitation.email,
        institution=invitation.institution,
        role=invitation.role,
        language=invitation.language,
    )


def find_invitation(secret: str, *, lock: bool = False) -> Invitation:
    """The invitation that a link opens. Unknown, used, withdrawn and expired links are refused alike."""
    rows = Invitation.objects.select_for_update(of=("self",)) if lock else Invitation.objects
    invitation = rows.select_related("institution", "invited_by").filter(secret_hash=hash_of_secret(secret)).first()
    if invitation is None or invitation.accepted_at or invitation.withdrawn_at or invitation.expires_at <= timezone.now():
        raise Refused("invitation")
    return invitation


@transaction.atomic
def accept_invitation(*, secret: str, newcomer: Newcomer) -> Person:
    """Makes the account and its first membership. The newcomer is the actor from here on."""
    invitation = find_invitation(secret, lock=True)
    if Person.objects.filter(email__iexact=invitation.email).exists():
        raise UserError(_("This address has an account by now. Sign in and open the link of the invitation again."))
    person = Person.objects.create_user(
        invitation.email,
        newcomer.password,
        name=newcomer.name,
        language=newcomer.language,
        time_zone=newcomer.time_zone,
        disciplines=newcomer.disciplines,
    )
    _accepted(invitation, person)
    return person


@transaction.atomic
def accept_as(*, actor: Actor, secret: str) -> Membership:
    """Somebody who got an account after the invitation was sent takes the role up, signed in with the invited address."""
    invitation = find_invitation(secret, lock=True)
    person = Person.objects.get(pk=actor.person_id or 0)
    if person.email.lower() != invitation.email.lower():
        raise UserError(_("This invitation is for another address. Sign out and open it again."))
    return _accepted(invitation, person)


def _accepted(invitation: Invitation, person: Person) -> Membership:
    invitation.accepted_at, invitation.accepted_by = timezone.now(), person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    actor = actor_for(person)
    with acting(actor):
        membership = begin_membership(actor=actor, person=person, institution=invitation.institution, role=invitation.role)
        record(actor, "network.invitation.accepted", kind="invitation", id=invitation.pk,
               institution_id=invitation.institution_id, role=invitation.role)  # fmt: skip
        tell(person_ids=[invitation.invited_by_id], kind="network.invitation_accepted",
             link=reverse("network:person", args=[person.pk]), about=f"invitation:{invitation.pk}:accepted")  # fmt: skip
    return membership
