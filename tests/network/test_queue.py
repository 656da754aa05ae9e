"""The real queue and a real worker process, killed in the middle of a job."""

import email
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoDbBlocker

from cast import Cast, make_cast
from roles import as_role
from selnet.access.api import UserError, acting
from selnet.network.services.notices import tell

SELNET = Path(sys.executable).with_name("selnet")
PATIENCE = 60.0  # seconds


def _as_superuser(statement: str) -> None:
    place = {"host": settings.DATABASES["default"]["HOST"], "dbname": connection.settings_dict["NAME"]}
    with psycopg.connect(user="postgres", autocommit=True, **place) as c:
        c.execute(statement)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The cast as other processes see it. Removed afterwards by the one role that may."""
    with django_db_blocker.unblock():
        with as_role("selnet_worker"):
            cast = make_cast()
        yield cast
        _as_superuser("TRUNCATE network_country, network_person, procrastinate_jobs, procrastinate_workers CASCADE")
        connection.close()


class Worker:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        url = f"postgresql://selnet_worker@/{connection.settings_dict['NAME']}?host={settings.DATABASES['default']['HOST']}"
        environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"} | {
            "DATABASE_URL": url, "DATABASE_WORKER_URL": url, "SELNET_HOME": os.environ["SELNET_HOME"],
            "SELNET_EMAIL_BACKEND": "slow_mail.EmailBackend", "SLOW_MAIL_FOLDER": str(self.folder),
            "PYTHONPATH": str(Path(__file__).parent),
        }  # fmt: skip
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen([str(SELNET), "worker"], env=environment, stdout=log, stderr=log)

    def until(self, met: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not met():
            assert time.monotonic() < deadline, (self.folder / "log").read_text()[-3000:]
            time.sleep(0.1)

    def end(self, how: signal.Signals) -> None:
        assert self.process
        self.process.send_signal(how)
        self.process.wait(timeout=30)

    def mails(self) -> list[email.message.Message]:
        return [email.message_from_bytes(path.read_bytes()) for path in self.folder.glob("*.eml")]


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    worker = Worker(tmp_path)
    yield worker
    if worker.process and worker.process.poll() is None:
        worker.end(signal.SIGKILL)


def _tell_ana(cast: Cast) -> None:
    with acting(cast.actor("boris")):
        tell(person_ids=[cast.ana.pk], kind="network.role_given", link="/network/me/", about="thing:1:sent")


def _jobs_left() -> int:
    return ProcrastinateJob.objects.filter(task_name="network.mail_notice", status__in=["todo", "doing"]).count()


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_mail_survives_the_death_of_its_worker_and_arrives_once(committed: Cast, worker: Worker, moment: str) -> None:
    """Killed after sending, the mail goes out again under the same Message-ID, which is the same mail to who receives it."""
    (worker.folder / f"hang-{moment}").touch()
    _tell_ana(committed)
    worker.start()
    worker.until((worker.folder / "hanging").exists)
    worker.end(signal.SIGKILL)
    assert _jobs_left() == 1
    # as if the time had passed after which a silent worker counts as dead
    _as_superuser("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")
    worker.start()
    worker.until(lambda: _jobs_left() == 0)
    worker.end(signal.SIGTERM)
    assert {message["Message-ID"] for message in worker.mails()} == {worker.mails()[0]["Message-ID"]}
    assert len(worker.mails()) == (1 if moment == "before" else 2)
    with as_role("selnet_worker"):
        assert committed.ana.notices.get().mailed_at


def _tell_and_fail(cast: Cast) -> None:
    with transaction.atomic():
        _tell_ana(cast)
        raise UserError("something else was wrong")


def test_no_job_is_left_by_a_request_that_failed(committed: Cast) -> None:
    with pytest.raises(UserError):
        _tell_and_fail(committed)
    assert _jobs_left() == 0
    with as_role("selnet_worker"):
        assert not committed.ana.notices.exists()
