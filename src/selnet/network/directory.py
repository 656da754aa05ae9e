"""Reads for the pages of the network: who works where. Every member may read it; addresses are for those who manage people."""

from collections.abc import Iterable
from itertools import groupby

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from selnet.access.api import Actor

from .models import Institution, Invitation, Membership, Person
from .rules import can_invite_at, can_manage_network, countries_coordinated
from .selectors import country_name

OPEN_MEMBERSHIPS = Prefetch(
    "memberships",
    Membership.objects.filter(ended_at=None).select_related("institution").order_by("institution__name", "role"),
    to_attr="held",
)


def institutions_by_country() -> list[tuple[str, list[Institution]]]:
    """Country's name and its institutions, each with `people`: how many hold a role there."""
    working = Q(memberships__ended_at=None, memberships__person__is_active=True)
    rows = Institution.objects.annotate(people=Count("memberships__person", filter=working, distinct=True))
    ordered = sorted(rows, key=lambda row: (country_name(row.country_id), row.name))
    return [(country, list(group)) for country, group in groupby(ordered, key=lambda row: country_name(row.country_id))]


def institutions_to_invite_to(actor: Actor) -> list[Institution]:
    rows = Institution.objects.filter(closed_on=None).order_by("name")
    countries = countries_coordinated(actor)
    if not can_manage_network(actor):
        here = Q(pk__in=[held.institution_id for held in actor.held])
        rows = rows.filter(here | Q(country_id__in=countries))
    return [row for row in rows if can_invite_at(actor, row, countries)]


def people_at(institution: Institution) -> QuerySet[Person]:
    return _people().filter(is_active=True, memberships__institution=institution, memberships__ended_at=None).distinct()


def find_people(words: str) -> QuerySet[Person]:
    """People whose name or institution contains every word; all of them when there is none."""
    found = _people()
    for word in words.split():
        at = Q(memberships__institution__name__icontains=word, memberships__ended_at=None)
        found = found.filter(Q(name__icontains=word) | at)
    return found.distinct()


def _people() -> QuerySet[Person]:
    return Person.objects.order_by("-is_active", "name", "pk").prefetch_related(OPEN_MEMBERSHIPS)


def person_with_roles(pk: int) -> Person | None:
    return _people().filter(pk=pk).first()


def colleagues(person: Person) -> QuerySet[Person]:
    """Active people at the institutions where the person works or worked last."""
    places = person.memberships.values("institution_id")
    working = Person.objects.filter(is_active=True, memberships__ended_at=None, memberships__institution_id__in=places)
    return working.exclude(pk=person.pk).distinct().order_by("name")


def waiting_invitations(places: Iterable[Institution]) -> QuerySet[Invitation]:
    """Invitations that still open, to the institutions named, the newest first."""
    return (
        Invitation.objects.filter(institution__in=list(places), accepted_at=None, withdrawn_at=None)
        .filter(expires_at__gt=timezone.now())
        .select_related("institution", "invited_by")
        .order_by("-invited_at")
    )
