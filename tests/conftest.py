"""What every test stands on: a real PostgreSQL of our own, reached as the application under row-level security."""

from collections.abc import Callable

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker
from xdist.scheduler import LoadFileScheduling

from cast import Cast, make_cast
from roles import as_role
from selnet.config import embedded, grants

JOURNEYS = "tests/journeys/"


class ByFile(LoadFileScheduling):
    """A file stays on one worker, and all journeys on one, for they share one running platform."""

    def _split_scope(self, nodeid: str) -> str:
        return JOURNEYS if nodeid.startswith(JOURNEYS) else str(super()._split_scope(nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile:
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(JOURNEYS):
            item.add_marker(pytest.mark.journey)


def _as_superuser(statement: str) -> None:
    with psycopg.connect(host=settings.DATABASES["default"]["HOST"], user="postgres", dbname="postgres", autocommit=True) as c:
        c.execute(statement)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest) -> None:
    """A fresh database for this worker: made by the owner, used as the application."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    name = f"test_selnet_{worker}"
    embedded.ensure_running()
    _as_superuser(
        "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'selnet_test') THEN "
        "CREATE ROLE selnet_test LOGIN IN ROLE selnet_app, selnet_worker, selnet_owner; END IF; END $$"
    )
    _as_superuser(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    _as_superuser(f"CREATE DATABASE {name} OWNER selnet_owner")
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    with django_db_blocker.unblock(), as_role("selnet_owner"):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        grants.apply()


@pytest.fixture
def as_worker() -> Callable[[], object]:
    """`with as_worker():` does what the platform itself may do: set scenes, look at everything."""
    return lambda: as_role("selnet_worker")


@pytest.fixture
def cast(db: None) -> Cast:
    with as_role("selnet_worker"):
        return make_cast()
