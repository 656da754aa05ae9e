"""Reads that span relations of the network."""

from datetime import UTC, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from django.db.models import QuerySet

from selnet.access.api import NOBODY, Actor, Held, Permission, roles_with
from selnet.ui.api import active_language

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
    return _holders(permission, memberships__institution_id=institution_id)


def people_everywhere_with(permission: Permission) -> QuerySet[Person]:
    """Active people who hold the permission at the network's own office, so everywhere."""
    return _holders(permission, memberships__institution__kind=Institution.Kind.NETWORK_OFFICE)


def people_anywhere_with(permission: Permission) -> QuerySet[Person]:
    """Active people who hold the permission at one institution at least, whichever it is."""
    return _holders(permission)


def _holders(permission: Permission, **where: int | str) -> QuerySet[Person]:
    """One filter, so that role, place and end are those of the same membership."""
    roles = roles_with(permission)
    return Person.objects.filter(is_active=True, memberships__ended_at=None, memberships__role__in=roles, **where).distinct()


# groups of countries, test regions and "unknown", which Unicode lists beside the countries
NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


@lru_cache(maxsize=8)
def territories(language: str) -> dict[str, str]:
    """Code to name of every territory that Unicode knows, in the language."""
    return dict(Locale.parse(language).territories)


def is_country(code: str) -> bool:
    """Whether Unicode knows a country by these two letters."""
    return len(code) == 2 and code.isascii() and code.isalpha() and code in territories("en").keys() - NO_COUNTRIES


def country_name(code: str, language: str | None = None) -> str:
    """The country's name in the language asked for (default: the one active)."""
    return territories(language or active_language()).get(code, code)


def zone_of(name: str) -> tzinfo:
    """The time zone, or UTC when its name is not known to this machine."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
