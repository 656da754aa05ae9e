"""Notices: told once, read by their person only, mailed as the person wishes, without a patient in them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from cast import Cast, signed_in
from selnet.access.api import acting
from selnet.network import tasks
from selnet.network.models import Notice, Person
from selnet.network.notice_kinds import NOTICE_KINDS, register_notice
from selnet.network.services.notices import tell

AsWorker = Callable[[], AbstractContextManager[None]]
URGENT, QUIET = "network.role_given", "network.invitation_accepted"


def _tell(cast: Cast, *names: str, kind: str = URGENT, about: str = "thing:1:sent") -> None:
    with acting(cast.actor("boris")):
        tell(person_ids=[cast.people[name].pk for name in names], kind=kind, link="/network/me/", about=about)


def _run_mail_jobs(as_worker: AsWorker) -> None:
    with as_worker():
        for job in ProcrastinateJob.objects.filter(task_name="network.mail_notice"):
            tasks.mail_notice(**job.args)


def _run_digests(as_worker: AsWorker, moment: datetime) -> None:
    with as_worker(), time_machine.travel(moment, tick=False):
        tasks.mail_digests(timestamp=0)


def test_the_same_news_is_told_once(cast: Cast, as_worker: AsWorker) -> None:
    _tell(cast, "ana", "paula")
    _tell(cast, "ana")
    with as_worker():
        assert Notice.objects.filter(person=cast.ana).count() == 1
    _run_mail_jobs(as_worker)
    assert sorted(message.to[0] for message in mail.outbox) == ["ana@example.org", "paula@example.org"]


def test_notices_are_their_persons_even_for_raw_sql(cast: Cast) -> None:
    _tell(cast, "ana")
    with acting(cast.actor("paula")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM network_notice")
        assert cursor.fetchone() == (0,)
        cursor.execute("UPDATE network_notice SET read_at = now()")
        assert cursor.rowcount == 0
    with acting(cast.actor("ana")):
        assert Notice.objects.filter(read_at=None).count() == 1


def test_anothers_notice_looks_like_no_notice(cast: Cast, as_worker: AsWorker) -> None:
    _tell(cast, "ana")
    with as_worker():
        notice = Notice.objects.get(person=cast.ana)
    assert signed_in(cast.paula).get(f"/notices/{notice.pk}/").status_code == 404


def test_opening_a_notice_reads_it(cast: Cast, as_worker: AsWorker) -> None:
    _tell(cast, "ana")
    with as_worker():
        notice = Notice.objects.get(person=cast.ana)
    client = signed_in(cast.ana)
    assert b"has-news" in client.get("/network/me/").content
    assert client.get(f"/notices/{notice.pk}/").headers["Location"] == "/network/me/"
    assert b"has-news" not in client.get("/network/me/").content


def test_all_are_read_at_once(cast: Cast) -> None:
    _tell(cast, "ana")
    _tell(cast, "ana", about="thing:2:sent")
    client = signed_in(cast.ana)
    assert client.post("/notices/read/").status_code == 302
    with acting(cast.actor("ana")):
        assert not Notice.objects.filter(read_at=None).exists()


def test_an_urgent_notice_is_mailed_once_in_the_persons_language(cast: Cast, as_worker: AsWorker) -> None:
    _tell(cast, "paula")
    _run_mail_jobs(as_worker)
    _run_mail_jobs(as_worker)
    [message] = mail.outbox
    with as_worker():
        notice = Notice.objects.get(person=cast.paula)
    assert message.subject == "SELNET: You have a new role"
    assert f"/notices/{notice.pk}/" in message.body
    assert notice.mailed_at


def test_what_was_read_is_not_mailed(cast: Cast, as_worker: AsWorker) -> None:
    _tell(cast, "paula")
    signed_in(cast.paula).post("/notices/read/")
    _run_mail_jobs(as_worker)
    assert mail.outbox == []


@pytest.mark.parametrize(("setting", "at_once", "digested"), [("each", 1, 0), ("digest", 0, 1), ("none", 0, 0)])
def test_each_kind_is_mailed_as_the_person_wishes(
    cast: Cast, as_worker: AsWorker, setting: str, at_once: int, digested: int
) -> None:
    client = signed_in(cast.paula)
    client.post("/network/me/notices/", dict.fromkeys(NOTICE_KINDS, "none") | {QUIET: setting})
    _tell(cast, "paula", kind=QUIET)
    _run_mail_jobs(as_worker)
    assert len(mail.outbox) == at_once
    tomorrow = datetime.now(ZoneInfo("Europe/Madrid")).replace(hour=23)
    _run_digests(as_worker, tomorrow.astimezone(ZoneInfo("UTC")) + _DAY)
    assert len(mail.outbox) == at_once + digested


_DAY = datetime(2026, 1, 2, tzinfo=ZoneInfo("UTC")) - datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC"))


def test_the_digest_comes_at_seven_of_the_persons_own_day_once(cast: Cast, as_worker: AsWorker) -> None:
    """Lima is at UTC-5, Madrid in November at UTC+1."""
    evening = datetime(2026, 11, 23, 20, 0, tzinfo=ZoneInfo("UTC"))
    with time_machine.travel(evening, tick=False):
        _tell(cast, "ana", "paula", kind=QUIET, about="thing:1:a")
        _tell(cast, "ana", kind=QUIET, about="thing:2:a")
    for hour, minute, mailed in [(5, 45, 0), (6, 0, 1), (6, 15, 1), (11, 45, 1), (12, 0, 2), (12, 15, 2), (23, 0, 2)]:
        _run_digests(as_worker, datetime(2026, 11, 24, hour, minute, tzinfo=ZoneInfo("UTC")))
        assert len(mail.outbox) == mailed, (hour, minute)
    to_ana = mail.outbox[1]
    assert to_ana.to == ["ana@example.org"]
    assert to_ana.body.count("/notices/") == 2


def test_a_digest_that_was_missed_comes_later(cast: Cast, as_worker: AsWorker) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 20, 0, tzinfo=ZoneInfo("UTC")), tick=False):
        _tell(cast, "paula", kind=QUIET)
    _run_digests(as_worker, datetime(2026, 11, 26, 15, 0, tzinfo=ZoneInfo("UTC")))
    assert len(mail.outbox) == 1


def test_who_left_gets_no_mail(cast: Cast, as_worker: AsWorker) -> None:
    _tell(cast, "paula")
    with as_worker():
        Person.objects.filter(pk=cast.paula.pk).update(is_active=False, deactivated_at=datetime.now(ZoneInfo("UTC")))
    _run_mail_jobs(as_worker)
    assert mail.outbox == []


def test_a_notice_of_no_known_kind_or_to_elsewhere_is_a_mistake(cast: Cast) -> None:
    with pytest.raises(LookupError):
        _tell(cast, "ana", kind="network.nonsense")
    with acting(cast.actor("boris")), pytest.raises(ValueError, match="path"):
        tell(person_ids=[cast.ana.pk], kind=URGENT, link="https://elsewhere.example/", about="x")
    with pytest.raises(ValueError, match="twice"):
        register_notice(URGENT, "a", "b", urgent=False)


def test_nobody_who_is_not_signed_in_tells_anything(cast: Cast) -> None:
    from django.db import ProgrammingError

    with pytest.raises(ProgrammingError, match="row-level security"):
        tell(person_ids=[cast.ana.pk], kind=URGENT, link="/", about="x")
