"""Reads that span relations of the network."""

from datetime import UTC, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from django.db.models import QuerySet
from django.utils.translation import get_language

from selnet.access.api import NOBODY, ROLES, Actor, Held, Permission

from .models import Institution, Membership, Person


def actor_for(person: Person) -> Actor:
    """The actor that a person is now: the roles they hold today. An inactive person is nobody."""
    if not person.is_active:
        return NOBODY
    held = Membership.objects.filter(person=person, ended_at=None).values_list("role", "institution_id", "institution__kind")
    return Actor(
        kind="person",
        person_id=person.pk,
        name=person.name,
        held=tuple(Held(role, place, kind == Institution.Kind.NETWORK_OFFICE) for role, place, kind in held),
    )


def people_with(permission: Permission, institution_id: int) -> QuerySet[Person]:
    """Active people who hold the permission at the institution."""
    roles = [slug for slug, role in ROLES.items() if permission in role.permissions]
    return Person.objects.filter(
        is_active=True,
        memberships__ended_at=None,
        memberships__institution_id=institution_id,
        memberships__role__in=roles,
    ).distinct()


def people_everywhere_with(permission: Permission) -> QuerySet[Person]:
    """Active people who hold the permission at the network's own office."""
    roles = [slug for slug, role in ROLES.items() if permission in role.permissions]
    return Person.objects.filter(
        is_active=True,
        memberships__ended_at=None,
        memberships__institution__kind=Institution.Kind.NETWORK_OFFICE,
        memberships__role__in=roles,
    ).distinct()


@lru_cache(maxsize=8)
def territories(language: str | None) -> dict[str, str]:
    """Code to name of every territory that Unicode knows, in the language."""
    return dict(Locale.parse((language or "en").split("-")[0]).territories)


def country_name(code: str, language: str | None = None) -> str:
    """The country's name in the language asked for (default: the one active)."""
    return territories(language or get_language()).get(code, code)


def zone_of(name: str) -> tzinfo:
    """The time zone, or UTC when its name is not known to this machine."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
