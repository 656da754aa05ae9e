"""Who may change the network: pure decisions, no writes.

Two walls stand here. A role at the network's office reaches every institution, so only roles that see no patient are held there,
and only whoever manages the whole network gives them. And nobody gives a role to themselves.
"""

from selnet.access.api import ROLES, Actor, Permission, Refused, Role

from .models import Institution, Membership, Person

ADMINISTRATOR = "network_administrator"
NATIONAL_COORDINATOR = "national_coordinator"
# roles that oversee others: given by whoever manages the network, never by a colleague
OVERSEEING = frozenset({ADMINISTRATOR, NATIONAL_COORDINATOR, "data_protection_officer", "statistician", "policy_reader"})
AT_OFFICE_ONLY = frozenset({ADMINISTRATOR, "statistician"})
AT_OFFICE = OVERSEEING | {"educator"}


def can_manage_network(actor: Actor) -> bool:
    return actor.kind == "system" or actor.has_everywhere(Permission.NETWORK_MANAGE)


def can_invite_at(actor: Actor, institution: Institution, countries: frozenset[str] | None = None) -> bool:
    """Network administrators anywhere, those who may invite at their own institution, a national coordinator in the country.

    `countries`: those that the actor coordinates, when the caller knows them already.
    """
    if can_manage_network(actor):
        return True
    if institution.kind == Institution.Kind.NETWORK_OFFICE or institution.closed_on:
        return False
    if institution.pk in actor.institutions_with(Permission.MEMBER_INVITE):
        return True
    return institution.country_id in (countries_coordinated(actor) if countries is None else countries)


def countries_coordinated(actor: Actor) -> frozenset[str]:
    places = [held.institution_id for held in actor.held if held.role == NATIONAL_COORDINATOR]
    if not places:
        return frozenset()
    return frozenset(Institution.objects.filter(pk__in=places).values_list("country_id", flat=True))


def roles_to_give(actor: Actor, institution: Institution, countries: frozenset[str] | None = None) -> list[type[Role]]:
    """The roles that the actor may give at the institution; empty when none."""
    if not can_invite_at(actor, institution, countries):
        return []
    at_office = institution.kind == Institution.Kind.NETWORK_OFFICE
    slugs = set(AT_OFFICE) if at_office else set(ROLES) - AT_OFFICE_ONLY
    if not can_manage_network(actor):
        slugs -= OVERSEEING
    return [role for slug, role in ROLES.items() if slug in slugs]


def check_can_give(actor: Actor, institution: Institution, role: str) -> None:
    if role not in {given.slug for given in roles_to_give(actor, institution)}:
        raise Refused(f"give {role} at {institution.pk}")


def can_end(actor: Actor, membership: Membership) -> bool:
    """Whoever could give a role there may end it."""
    return membership.role in {role.slug for role in roles_to_give(actor, membership.institution)}


def can_manage_person(actor: Actor, person: Person) -> bool:
    """Deactivation and hand-over touch all of a person's work, so the actor must be able to end every role they hold."""
    if person.pk == actor.person_id:
        return False
    if can_manage_network(actor):
        return True
    held = list(person.memberships.filter(ended_at=None).select_related("institution"))
    return bool(held) and all(can_end(actor, membership) for membership in held)


def is_last_administrator(membership: Membership) -> bool:
    """Whether ending the membership would leave the network without anybody who manages it."""
    if membership.role != ADMINISTRATOR or membership.institution.kind != Institution.Kind.NETWORK_OFFICE:
        return False
    others = Membership.objects.filter(
        role=ADMINISTRATOR,
        institution__kind=Institution.Kind.NETWORK_OFFICE,
        ended_at=None,
        person__is_active=True,
    ).exclude(pk=membership.pk)
    return not others.exists()
