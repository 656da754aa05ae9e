"""Starts an installation of its own, brings real patients in when they are there, walks, and stops everything."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selnet.config import embedded
from selnet.config.demo import preparing

from .http import Unexpected
from .walk import Walk, main_job

STARTS_WITHIN = 90.0  # seconds
TABLE = "tcga_sarc/tcga_sarc_merged_DERIVED.csv"
MAPPING = "*/mappings/tcga_sarc.yaml"  # in the pack that has it
IMPORTER, HOSPITAL = "walter.condori@people.selnet.example", "Hospital Regional Apu Ausangate"


def run(port: int, seed: int) -> int:
    started = time.monotonic()
    base = f"http://127.0.0.1:{port}"
    try:
        preparing.prepare(seed, print)
        real = _import_real()
        with _serving(port, base):
            print(f"\nThe main job, over HTTP at {base}:")
            main_job(_walk(base, seed, real))
    except (Unexpected, preparing.Unready) as error:
        print(f"\nFAILED: {error}")
        return 1
    finally:
        embedded.stop()
    print(f"\nThe main job works ({time.monotonic() - started:.0f} s).")
    return 0


@contextmanager
def _serving(port: int, base: str) -> Iterator[None]:
    command = [sys.argv[0], "serve", "--port", str(port), "--web-workers", "1"]
    server = subprocess.Popen(command, env=os.environ.copy())
    try:
        _wait(base, server)
        yield
    finally:
        server.terminate()
        server.wait(timeout=60)


def _walk(base: str, seed: int, real: bool) -> Walk:
    import django

    django.setup()
    from selnet.config.demo import numbers, writing
    from selnet.network.api import DEMO_DOMAIN, DEMO_PASSWORD

    synthetic = frozenset(writing.pseudonym(seed, number + 1) for number in range(numbers.PATIENTS))
    return Walk(base, DEMO_DOMAIN, DEMO_PASSWORD, synthetic, real, lambda line: print(line, flush=True))


def _import_real() -> bool:
    """Whether there are real patients. Then the newest of the hospital is one of them, and the walk asks about it."""
    table = Path(os.environ.get("SELNET_REAL_DATA", preparing.PROJECT.parent / "shared/data")) / TABLE
    if not table.exists():
        print("No real patients beside the project (SELNET_REAL_DATA): the walk takes a synthetic one.")
        return False
    mapping = next((preparing.PROJECT / "packs").glob(MAPPING))
    words = ["import", str(table), "--mapping", str(mapping), "--as", IMPORTER, "--institution", HOSPITAL, "--yes"]
    command = [sys.argv[0], *words]
    done = subprocess.run(command, env=os.environ.copy(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unexpected(f"the import failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    print(f"Real patients: {done.stdout.strip().splitlines()[-1]}")
    return True


def _wait(base: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if server.poll() is not None:
            raise Unexpected(f"the server ended with {server.returncode}")
        try:
            with urllib.request.urlopen(f"{base}/account/login/", timeout=30):  # noqa: S310  our own server
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
    raise Unexpected(f"the server does not answer within {STARTS_WITHIN:.0f} s")
