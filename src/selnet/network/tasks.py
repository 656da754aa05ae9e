"""Jobs of the network. Each may be killed at any moment and run again without a second effect."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from selnet.access.api import acting, system

from .handover import HANDOVER_HANDLERS
from .models import Person
from .services import mailing, people

MAIL_RETRY = RetryStrategy(max_attempts=10, exponential_wait=4)  # the last try comes after some days
STALLED_AFTER = 45  # seconds without a sign of life; a worker gives one every ten


@app.task(name="network.mail_notice", retry=MAIL_RETRY)
def mail_notice(notice_id: str) -> None:
    mailing.mail_notice(UUID(notice_id))


@app.task(name="network.mail_invitation", retry=MAIL_RETRY)
def mail_invitation(invitation_id: int, sealed_secret: str) -> None:
    mailing.mail_invitation(invitation_id, sealed_secret)


@app.periodic(cron="*/15 * * * *")  # seven o'clock comes at every quarter of an hour somewhere
@app.task(name="network.mail_digests", queueing_lock="network.mail_digests", retry=MAIL_RETRY)
def mail_digests(timestamp: int) -> None:
    now = timezone.now()
    for person in mailing.people_with_unmailed_notices():
        mailing.mail_digest(person, now)


@app.task(name="network.hand_over", retry=3)
def hand_over(from_person: int, to_person: int, asked_by: int) -> None:
    actor = system(f"hand-over asked by {asked_by}")
    with acting(actor), transaction.atomic():
        giver, taker = Person.objects.get(pk=from_person), Person.objects.get(pk=to_person)
        for handler in HANDOVER_HANDLERS:
            handler(actor, giver, taker)
        people.hand_over_done(actor=actor, from_person=giver, to_person=taker)


@app.periodic(cron="* * * * *")
@app.task(name="network.repeat_stalled", queueing_lock="network.repeat_stalled", pass_context=True)
async def repeat_stalled(context: JobContext, timestamp: int) -> None:
    """Gives jobs of a worker that died to one that lives."""
    assert context.app is not None
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        await jobs.retry_job(job)
