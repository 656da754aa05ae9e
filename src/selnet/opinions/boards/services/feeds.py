"""A person's secret calendar address. Only the hash of the secret is kept, so it is shown once, when it is made."""

import secrets

from django.db import transaction
from django.utils import timezone

from selnet.access.api import Actor, Refused
from selnet.audit.api import record
from selnet.network.api import hash_of_secret
from selnet.opinions.boards.models import CalendarFeed


@transaction.atomic
def make_anew(*, actor: Actor) -> str:
    """A new secret; the former address stops working at once."""
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(
        person_id=_person(actor),
        defaults={"secret_hash": hash_of_secret(secret), "made_at": timezone.now(), "revoked_at": None},
    )
    record(actor, "boards.feed.made", kind="feed", id=actor.person_id)
    return secret


@transaction.atomic
def revoke(*, actor: Actor) -> None:
    """The address stops working."""
    changed = CalendarFeed.objects.filter(person_id=_person(actor), revoked_at=None).update(revoked_at=timezone.now())
    if changed:
        record(actor, "boards.feed.revoked", kind="feed", id=actor.person_id)


def _person(actor: Actor) -> int:
    if actor.person_id is None:
        raise Refused("a feed belongs to a person")
    return actor.person_id
