"""How a network begins: its office and the first administrator, who invites everybody else."""

from dataclasses import dataclass

from django.db import transaction

from selnet.access.api import Actor, Refused, UserError
from selnet.network.models import Institution, Membership, Person
from selnet.network.rules import ADMINISTRATOR

from .institutions import InstitutionData, add_country, add_institution
from .memberships import begin_membership


@dataclass(frozen=True, slots=True)
class FirstAdministrator:
    email: str
    name: str
    language: str


@transaction.atomic
def begin_network(*, actor: Actor, office: InstitutionData, region: str, first: FirstAdministrator) -> Person:
    """Run by the operator once. The account has no password yet: its owner asks for a link by mail and chooses one."""
    if actor.kind != "system":
        raise Refused("only the operator begins a network")
    if Membership.objects.filter(role=ADMINISTRATOR, ended_at=None, person__is_active=True).exists():
        raise UserError("This network has an administrator already. They invite others on the page of people.")
    add_country(actor=actor, code=office.country_id, region=region)
    place = Institution.objects.filter(kind=Institution.Kind.NETWORK_OFFICE).first()
    place = place or add_institution(actor=actor, data=office)
    person = Person.objects.filter(email__iexact=first.email).first() or Person.objects.create_user(
        first.email, None, name=first.name, language=first.language, time_zone=office.time_zone
    )
    begin_membership(actor=actor, person=person, institution=place, role=ADMINISTRATOR)
    return person
