"""Telling people that something waits for them, on the platform and by mail."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app as jobs
from procrastinate.types import JSONValue

from selnet.access.api import Actor, Refused
from selnet.network.models import Notice
from selnet.network.notice_kinds import NOTICE_KINDS


@transaction.atomic
def tell(*, person_ids: Iterable[int], kind: str, link: str, about: str) -> None:
    """Gives each person a notice, once per `about`, and mails it as they wish.

    `link` is a path of the platform; `about` names the thing and the stage (`case:<id>:overdue`), so that telling twice is
    harmless. Both must carry no patient value. The mail's job is saved in the caller's transaction: both happen or neither.
    """
    if kind not in NOTICE_KINDS:
        raise LookupError(f"notice kind is not registered: {kind}")
    if not link.startswith("/") or link.startswith("//"):
        raise ValueError("a notice links to a path of the platform")
    told = [Notice(person_id=pk, kind=kind, link=link, about=about) for pk in sorted(set(person_ids))]
    # what was told before is skipped by the database; the mail's job finds no row for it and leaves it alone
    Notice.objects.bulk_create(told, ignore_conflicts=True)
    if told:
        # one job each, so that an address that refuses mail keeps nobody else waiting
        mails: list[dict[str, JSONValue]] = [{"notice_id": str(notice.pk)} for notice in told]
        jobs.configure_task("network.mail_notice").batch_defer(*mails)


def notice_opened(*, actor: Actor, notice_id: UUID) -> Notice:
    """The person follows a notice: it is read from now on."""
    notice = Notice.objects.filter(pk=notice_id, person_id=actor.person_id or 0).first()
    if notice is None:
        raise Refused("notice")
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


def notices_read(*, actor: Actor) -> int:
    """Marks all as read; says how many were not."""
    return Notice.objects.filter(person_id=actor.person_id or 0, read_at=None).update(read_at=timezone.now())
