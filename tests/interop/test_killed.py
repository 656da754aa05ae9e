"""An import that is killed in the middle leaves nothing, and can be started again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from interop.importing import MAPPING, sheet
from selnet.config import embedded

DATABASE = "test_selnet_killed"
PATIENTS = 450  # more than one chunk
SCENE = """
import sys; sys.path.insert(0, {tests!r})
import django; django.setup()
from cast import make_cast
make_cast()
"""


def _connect(name: str) -> psycopg.Connection:
    return psycopg.connect(host=settings.DATABASES["default"]["HOST"], user="postgres", dbname=name, autocommit=True)


@pytest.fixture
def surroundings(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a separate installation: its own folder and database, on the server of the tests."""
    embedded.ensure_running()
    with _connect("postgres") as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {DATABASE} OWNER selnet_owner")
    host = settings.DATABASES["default"]["HOST"]
    address = "postgresql://selnet_{role}@/{name}?host={host}"
    urls = {
        variable: address.format(role=role, name=DATABASE, host=host)
        for variable, role in {"DATABASE_URL": "app", "DATABASE_OWNER_URL": "owner", "DATABASE_WORKER_URL": "worker"}.items()
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SELNET_", "DJANGO_"))}
    env = inherited | urls | {"SELNET_HOME": str(tmp_path / "home"), "DJANGO_SETTINGS_MODULE": "selnet.config.settings"}
    subprocess.run([*_selnet(), "migrate", "--quiet"], env=env, check=True)
    scene = SCENE.format(tests=str(Path(__file__).parents[1]))
    subprocess.run([sys.executable, "-c", scene], env=env | {"SELNET_DATABASE_ROLE": "worker"}, check=True)
    yield env
    with _connect("postgres") as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def _selnet() -> list[str]:
    return [sys.executable, "-c", "from selnet.config.cli import main; main()"]


def _import(folder: Path) -> list[str]:
    return [*_selnet(), "import", str(folder / "sheet.csv"), "--mapping", str(folder / "map.yaml"),
            "--as", "dora@example.org", "--institution", "Hospital del Valle", "--yes"]  # fmt: skip


def _counts(server: psycopg.Connection) -> list[int]:
    tables = ("record_patient", "record_entry", "record_entryversion", "interop_sourcerow", "audit_auditevent")
    return [server.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]  # type: ignore[index]


def _wait(server: psycopg.Connection, query: str, wanted: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if server.execute(query).fetchone()[0] == wanted:  # type: ignore[index]
            return
        time.sleep(0.05)
    raise AssertionError(f"not within a minute: {query}")


@pytest.mark.slow
def test_a_killed_import_leaves_nothing(surroundings: dict[str, str], tmp_path: Path) -> None:
    rows = (f"A{n},F,61,pe,2019,C49.2,,8.5,deep,yes,30,neg,thigh" for n in range(PATIENTS))
    (tmp_path / "sheet.csv").write_text(sheet(*rows))
    (tmp_path / "map.yaml").write_text(MAPPING)
    before = [0, 0, 0, 0, 0]
    with _connect(DATABASE) as server, _connect(DATABASE) as gate:
        assert _counts(server) == before
        with gate.transaction():
            # reading the table goes on, writing waits: the import stands still after its first patients
            gate.execute("LOCK TABLE interop_sourcerow IN EXCLUSIVE MODE")
            process = subprocess.Popen(_import(tmp_path), env=surroundings, stdout=subprocess.PIPE)
            waiting = (
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' "
                "AND query LIKE 'INSERT INTO \"interop_sourcerow\"%'"
            )
            _wait(server, waiting, 1)
            process.send_signal(signal.SIGKILL)
            assert process.wait(timeout=10) == -signal.SIGKILL
        _wait(server, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'selnet_app'", 0)
        assert _counts(server) == before

        again = subprocess.run(_import(tmp_path), env=surroundings, capture_output=True, text=True, check=True)
        assert f"{PATIENTS} patients imported" in again.stdout
        patients, entries, versions, known, events = _counts(server)
        assert (patients, entries, versions, known, events) == (PATIENTS, PATIENTS * 3, PATIENTS * 3, PATIENTS, PATIENTS + 1)
