"""Brings an installation up to this version of the source, and skips what is up to date: tables, static files, the network.

What was done is remembered by a fingerprint of what it was done from, in the installation's folder.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import psycopg

from selnet.config import embedded

SOURCE = Path(__file__).resolve().parents[2]
PROJECT = SOURCE.parents[1]


def prepare(seed: int, say: Callable[[str], None]) -> None:
    """Database, tables, static files, network. Runs before Django is set up in this process."""
    embedded.ensure_running()
    if _once("tables", _texts(["*/migrations/*.py", "**/*.sql", "access/roles.py", "config/grants.py"]), migrate):
        say("Database made ready")
    if _once("static", _stats(SOURCE / "ui/static"), collect_static):
        say("Static files collected")
    if not _has_network():
        say(f"Making the demo network, seed {seed} …")
        _command("demo", "--make", "--seed", str(seed), role="worker")


def migrate() -> None:
    _command("migrate", "--quiet", role="owner")


def collect_static() -> None:
    _command("manage", "collectstatic", "--noinput", "--verbosity", "0", role="owner")


def _command(*words: str, role: str) -> None:
    """Another command of ours in a process of its own: a process has one role in the database."""
    done = subprocess.run([sys.argv[0], *words], env=os.environ | {"SELNET_DATABASE_ROLE": role}, check=False)
    if done.returncode:
        raise Unready(f"`selnet {' '.join(words)}` failed; what it said stands above.")


class Unready(Exception):
    """The installation could not be made ready. What was done before stays, and is not done again."""


# --- what was done already


def _once(name: str, fingerprint: str, work: Callable[[], None]) -> bool:
    """Does the work unless it was done from the same source. Says whether it did."""
    mark = embedded.home() / f"{name}.done"
    if mark.exists() and mark.read_text() == fingerprint:
        return False
    work()
    mark.write_text(fingerprint)
    return True


def _texts(patterns: Iterable[str]) -> str:
    """Of our own files by content, and of the libraries by their locked versions."""
    found = hashlib.sha256((PROJECT / "requirements/base.txt").read_bytes())
    for path in sorted({path for pattern in patterns for path in SOURCE.glob(pattern)}):
        found.update(str(path.relative_to(SOURCE)).encode() + path.read_bytes())
    return found.hexdigest()


def _stats(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        stat = path.stat()
        found.update(f"{path.relative_to(folder)} {stat.st_size} {stat.st_mtime_ns}".encode())
    return found.hexdigest()


def _has_network() -> bool:
    settings = embedded.database_settings()
    with psycopg.connect(host=settings["HOST"], dbname=settings["NAME"], user=settings["USER"]) as connection:
        row = connection.execute("SELECT EXISTS (SELECT 1 FROM network_institution)").fetchone()
    return bool(row and row[0])
