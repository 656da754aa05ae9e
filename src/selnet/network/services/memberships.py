"""Roles held at institutions: given and ended, never rewritten."""

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import ROLES, Actor, Refused, UserError
from selnet.audit.api import record
from selnet.network.models import Institution, Membership, Person
from selnet.network.rules import can_end, check_can_give, is_last_administrator

from .notices import tell


@transaction.atomic
def give_role(*, actor: Actor, person: Person, institution: Institution, role: str) -> Membership:
    """Adds a role to somebody who already signs in, and tells them."""
    check_can_give(actor, institution, role)
    if person.pk == actor.person_id:
        raise UserError(_("Nobody gives a role to themselves. Ask another administrator."), field="role")
    if not person.is_active:
        raise UserError(_("This person is deactivated. Activate the account again first."), field="email")
    membership = begin_membership(actor=actor, person=person, institution=institution, role=role)
    tell(person_ids=[person.pk], kind="network.role_given", link=reverse("network:me"), about=f"role:{membership.pk}:given")
    return membership


def begin_membership(*, actor: Actor, person: Person, institution: Institution, role: str) -> Membership:
    """Writes the membership and its audit row; the caller has checked who may."""
    if institution.closed_on:
        raise UserError(_("This institution is closed. Choose another."), field="institution")
    try:
        with transaction.atomic():
            membership = Membership.objects.create(person=person, institution=institution, role=role)
    except IntegrityError as error:
        if "membership_held_once" not in str(error):
            raise
        message = _("%(name)s already is %(role)s at %(place)s.")
        names = {"name": person.name, "role": ROLES[role].label, "place": institution.name}
        raise UserError(message % names, field="role") from None
    record(actor, "network.role.given", kind="membership", id=membership.pk, institution_id=institution.pk, role=role,
           person=person.pk)  # fmt: skip
    return membership


@transaction.atomic
def end_role(*, actor: Actor, membership: Membership) -> None:
    """Ends a role from now on. Ending it again changes nothing."""
    if not can_end(actor, membership):
        raise Refused("end role")
    if membership.ended_at is not None:
        return
    finish_membership(actor=actor, membership=membership)
    tell(person_ids=[membership.person_id], kind="network.role_ended", link=reverse("network:me"),
         about=f"role:{membership.pk}:ended")  # fmt: skip


def finish_membership(*, actor: Actor, membership: Membership) -> None:
    # both administrators ending each other at once must not leave the network without one
    list(Membership.objects.select_for_update().filter(role=membership.role, ended_at=None).order_by("pk"))
    if is_last_administrator(membership):
        raise UserError(_("This is the last network administrator. Give the role to somebody else first."))
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    record(actor, "network.role.ended", kind="membership", id=membership.pk, institution_id=membership.institution_id,
           role=membership.role, person=membership.person_id)  # fmt: skip
