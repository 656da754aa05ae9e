"""Whose calendar a secret address is, and what stands in it."""

from datetime import datetime, timedelta

from selnet.access.api import Refused
from selnet.network.api import Person, hash_of_secret
from selnet.opinions.boards.models import BoardMember, CalendarFeed, Meeting

SHOWS_PAST = timedelta(days=60)


def feed_of(person_id: int | None) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(person_id=person_id or 0, revoked_at=None).first()


def person_of_secret(secret: str) -> Person:
    """Raises Refused for a wrong, former or revoked secret, and for somebody who left: all look the same."""
    feed = CalendarFeed.objects.select_related("person").filter(secret_hash=hash_of_secret(secret), revoked_at=None).first()
    if feed is None or not feed.person.is_active:
        raise Refused("feed")
    return feed.person


def meetings_of(person: Person, now: datetime) -> list[Meeting]:
    """Meetings of the boards in which the person sits, called-off ones too, so that a calendar takes them out."""
    boards = BoardMember.objects.filter(person=person, left_at=None).values("board_id")
    found = Meeting.objects.filter(board__in=boards, starts_at__gte=now - SHOWS_PAST).select_related("board__institution")
    return list(found.order_by("starts_at"))
