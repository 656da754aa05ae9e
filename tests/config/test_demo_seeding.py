"""The demo network written into a database, through the services, as `selnet demo` does on its first start."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from roles import as_role
from selnet.config.demo import numbers, past, seed, writing
from selnet.network.api import DEMO_DOMAIN, DEMO_PASSWORD, Notice, Person
from selnet.opinions.boards.api import Decision, Meeting, MeetingStatus
from selnet.opinions.cases.api import Assignment, Case, CaseStatus, clocks_of
from selnet.record.api import AccessGrant, Consent, Entry, EntryVersion, Patient, attachments, identities

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

Role = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[seed.Made]:
    """Made once for all tests here, and rolled back after them: nothing is committed."""
    identities.make_keys()
    with django_db_blocker.unblock(), as_role("selnet_worker"), transaction.atomic():
        yield seed.make(numbers.SEED, lambda line: None)
        transaction.set_rollback(True)


def test_everything_is_there(demo: seed.Made, as_worker: Role) -> None:
    with as_worker():
        assert demo.patients == Patient.objects.count() == 1000
        assert demo.entries <= Entry.objects.count() == EntryVersion.objects.filter(version=1).count()
        expected = {writing.pseudonym(numbers.SEED, number + 1) for number in range(numbers.PATIENTS)}
        assert set(Patient.objects.values_list("pseudonym", flat=True)) == expected
        assert Patient.objects.filter(identity=None).count() == 0
        assert set(Consent.objects.values_list("state", flat=True)) == {"given", "refused", "withdrawn"}


def test_cases_stand_in_every_state(demo: seed.Made, as_worker: Role) -> None:
    with as_worker():
        assert demo.cases == Case.objects.count() == 40
        assert set(Case.objects.values_list("status", flat=True)) == set(CaseStatus.values)
        now = timezone.now()
        states = Counter(clock.state.value for case in Case.objects.all() if (clock := clocks_of(case, now).main))
        assert {"ok", "over", "paused", "met"} <= set(states)
        waiting = Assignment.objects.filter(answered_at=None, declined_at=None)
        assert waiting.filter(due_at__lt=now).exists(), "an expert is late"
        assert Assignment.objects.filter(declined_at__isnull=False).exists()


def test_a_board_sits_next_week_with_a_full_agenda(demo: seed.Made, as_worker: Role) -> None:
    with as_worker():
        today = timezone.localdate()
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
        planned = Meeting.objects.filter(status=MeetingStatus.PLANNED)
        assert all(monday <= meeting.starts_at.date() < monday + timedelta(days=7) for meeting in planned)
        assert max(meeting.items.count() for meeting in planned) >= 7


def test_past_decisions_are_signed_with_their_letters(demo: seed.Made, as_worker: Role) -> None:
    with as_worker():
        decisions = list(Decision.objects.all())
        assert len(decisions) == 8
        assert all(decision.signed_at and decision.signed_at < timezone.now() for decision in decisions)
        assert all(decision.letters.exists() for decision in decisions)
        assert any(decision.addenda.exists() for decision in decisions)
        assert any(decision.reminded_at for decision in decisions), "one waits long for its answer"
        letter = decisions[0].letters.select_related("attachment__patient").get()
        with attachments.open_content(letter.attachment.sha256) as file:
            assert file.read(4) == b"%PDF"


def test_the_accounts_open_and_nobody_else_does(demo: seed.Made, as_worker: Role) -> None:
    with as_worker():
        accounts = Person.objects.filter(email__endswith=DEMO_DOMAIN)
        assert accounts.count() == 12
        assert all(person.check_password(DEMO_PASSWORD) and person.authenticator_set.exists() for person in accounts)
        assert not any(person.has_usable_password() for person in Person.objects.exclude(email__endswith=DEMO_DOMAIN))
        assert authenticate(email=accounts[0].email, password="not it") is None


def test_nothing_of_the_past_is_mailed(demo: seed.Made, as_worker: Role) -> None:
    with as_worker():
        assert Notice.objects.filter(mailed_at=None).count() == 0
        assert Notice.objects.filter(read_at=None).exists(), "something is new for the people of the demo"


def test_an_emergency_access_is_open(demo: seed.Made, as_worker: Role) -> None:
    with as_worker():
        grant = AccessGrant.objects.get(why=AccessGrant.Why.BREAK_GLASS)
        assert grant.expires_at is not None
        assert grant.expires_at > timezone.now()
        assert len(grant.reason) >= 20


def test_a_second_time_it_is_not_empty(demo: seed.Made, as_worker: Role) -> None:
    with as_worker():
        assert not seed.is_empty()


def test_the_clock_is_set_back_only_inside(db: None) -> None:
    moment = timezone.now() - timedelta(days=9)
    with past.at(moment):
        assert timezone.now() == moment
        assert timezone.localdate() == moment.date()
        assert AccessGrant().granted_at == moment
    assert timezone.now() - moment >= timedelta(days=9)
