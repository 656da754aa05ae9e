"""Mails that carry no patient value: what sort of news, and the link to the page behind sign-in.

Every mail of one notice has the same Message-ID. When a worker dies between sending and writing down that it sent, the job is
repeated, and the receiving system sees the same message again instead of a second one.
"""

import hashlib
from datetime import datetime, timedelta
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from selnet.access.api import ROLES, acting, system
from selnet.network.models import Invitation, Notice, Person
from selnet.network.notice_kinds import DIGEST, EACH, NOTICE_KINDS, setting_of
from selnet.network.seal import unseal
from selnet.network.selectors import zone_of

DIGEST_HOUR = 7  # of the person's own day


def mail_notice(notice_id: UUID) -> bool:
    """Mails one notice if its person wants each and has neither read it nor got it. Says whether it did."""
    with acting(system("mail notices")):
        notice = _to_mail().select_for_update(of=("self",)).filter(pk=notice_id).first()
        if notice is None or _setting(notice) != EACH:
            return False
        _send(notice.person, [notice], "network/mail/notice.txt", NOTICE_KINDS[notice.kind].title)
        Notice.objects.filter(pk=notice.pk).update(mailed_at=timezone.now())
        return True


def mail_digest(person: Person, now: datetime) -> bool:
    """Mails what gathered until the last seven o'clock of the person's day. Called again it finds nothing left to mail."""
    with acting(system("mail digests")):
        rows = _to_mail().select_for_update(of=("self",)).filter(person=person, created_at__lt=last_seven(person, now))
        notices = [notice for notice in rows.order_by("created_at") if _setting(notice) == DIGEST]
        if not notices:
            return False
        _send(person, notices, "network/mail/digest.txt", translation.gettext_noop("What waits for you"))
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=timezone.now())
        return True


def people_with_unmailed_notices() -> QuerySet[Person]:
    waiting = Notice.objects.filter(mailed_at=None, read_at=None).values("person_id")
    return Person.objects.filter(is_active=True, pk__in=waiting)


def last_seven(person: Person, now: datetime) -> datetime:
    local = now.astimezone(zone_of(person.time_zone))
    seven = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return seven if seven <= local else seven - timedelta(days=1)


def mail_invitation(invitation_id: int, sealed_secret: str) -> bool:
    """Mails the link of an invitation, unless it was withdrawn meanwhile."""
    with acting(system("mail invitations")):
        invitation = Invitation.objects.select_related("institution", "invited_by").get(pk=invitation_id)
        if invitation.withdrawn_at or invitation.accepted_at:
            return False
        link = settings.BASE_URL + reverse("invitation", args=[unseal(sealed_secret)])
        role = ROLES[invitation.role].label
        with translation.override(invitation.language):
            text = render_to_string("network/mail/invitation.txt", {"invitation": invitation, "link": link, "role": role})
            subject = translation.gettext("you are invited")
        message_id = _message_id(f"invitation-{invitation.pk}")
        _mail(invitation.email, subject, text, message_id)
        return True


def _to_mail() -> QuerySet[Notice]:
    return Notice.objects.select_related("person").filter(
        mailed_at=None, read_at=None, person__is_active=True, kind__in=list(NOTICE_KINDS)
    )


def _setting(notice: Notice) -> str:
    return setting_of(notice.person.notice_settings, notice.kind)


def _send(person: Person, notices: list[Notice], template: str, title: object) -> None:
    items = [
        {"kind": NOTICE_KINDS[notice.kind], "link": settings.BASE_URL + reverse("notices:open", args=[notice.pk])}
        for notice in notices
    ]
    with translation.override(person.language), timezone.override(zone_of(person.time_zone)):
        context = {"person": person, "items": items, "settings_link": settings.BASE_URL + reverse("network:me")}
        text = render_to_string(template, context)
        subject = translation.gettext(str(title)) if isinstance(title, str) else str(title)
    digest = hashlib.sha256("".join(str(notice.pk) for notice in notices).encode()).hexdigest()[:32]
    _mail(person.email, subject, text, _message_id(digest))


def _mail(address: str, subject: str, text: str, message_id: str) -> None:
    EmailMessage(f"SELNET: {subject}", text, to=[address], headers={"Message-ID": message_id}).send()


def _message_id(what: str) -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return f"<{what}@{domain}>"
