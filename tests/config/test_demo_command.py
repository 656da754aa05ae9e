"""`selnet demo`: what it says and does around the network. The whole of it runs in test_the_main_job_over_http."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from selnet.config.commands import demo
from selnet.config.demo import preparing
from selnet.config.demo.checking.http import Page, Unexpected, _read
from selnet.config.demo.second_factor import PERIOD, code_of, key_of

SELNET = str(Path(sys.executable).with_name("selnet"))


def test_a_port_in_use_is_said_with_the_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        args = argparse.Namespace(make=False, check=False, port=port, seed=1, reset=False)
        assert demo.run(args) == 2
    assert f"Port {port} is in use" in capsys.readouterr().out


def test_codes_are_those_of_an_authenticator_app() -> None:
    key, now = key_of("somebody@demo.selnet.example"), 1_764_000_000.0
    assert code_of("somebody@demo.selnet.example", now) == format_hotp_value(hotp_value(key, int(now // PERIOD)))
    assert key != key_of("somebody.else@demo.selnet.example")


def test_work_is_skipped_until_its_source_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELNET_HOME", str(tmp_path))
    done: list[str] = []
    for fingerprint in ("a", "a", "b", "a"):
        preparing._once("tables", fingerprint, lambda: done.append("work"))
    assert len(done) == 3


def test_work_that_failed_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELNET_HOME", str(tmp_path))

    def fails() -> None:
        raise preparing.Unready("migrate")

    with pytest.raises(preparing.Unready):
        preparing._once("tables", "a", fails)
    assert preparing._once("tables", "a", lambda: None)


def test_an_installation_of_its_own_whatever_the_environment_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Somebody who tries the demo on a hospital's machine must not meet the hospital's data."""
    environment = {
        "DATABASE_URL": "postgresql://hospital/selnet",
        "SELNET_HOME": "/srv/hospital",
        "SELNET_DEMO_HOME": str(tmp_path),
    }
    monkeypatch.setattr(os, "environ", environment)
    demo._enter("demo", 8000)
    assert "DATABASE_URL" not in environment
    assert environment["SELNET_HOME"] == str(tmp_path / "demo")


PAGE = b"""<html><body><a href="/cases/1/#top">x</a><span class="tag">Sent &amp; read</span>
<form action="/cases/1/assign/" method="post"><input type="hidden" name="version" value="3">
<input type="checkbox" name="people" value="7" id="p7"><label for="p7">Paula  Medrano</label>
<input type="checkbox" name="people" value="8" id="p8" checked><label for="p8">Ignacio Sanz</label>
<select name="to"><option value="">Choose</option><option value="2" selected>Sevilla, Spain</option></select>
<textarea name="text">as it
stands</textarea><button name="group" value="all">All</button></form></body></html>"""


@pytest.fixture
def page() -> Page:
    return _read("http://127.0.0.1:1/cases/1/", 200, "text/html", PAGE)


def test_the_walk_reads_forms_as_a_browser_sends_them(page: Page) -> None:
    form = page.form("/assign/", having="people")
    assert form.fields == [("version", "3"), ("people", "8"), ("to", "2"), ("text", "as it\nstands")]
    assert form.choice("people", "Paula Medrano") == "7"
    assert form.choice("to", "Sevilla") == "2"
    assert form.all_of("people") == ["7", "8"]
    assert page.tags == ["Sent & read"]
    assert page.link("/cases/") == "/cases/1/"


def test_the_walk_stops_where_a_page_lacks_what_it_needs(page: Page) -> None:
    with pytest.raises(Unexpected, match="no form"):
        page.form("/send/")
    with pytest.raises(Unexpected, match="no such people"):
        page.form("/assign/").choice("people", "Nobody")
    with pytest.raises(Unexpected, match="links to no"):
        page.link("/boards/")


def _environment(home: Path) -> dict[str, str]:
    """That of a person at a terminal: what the tests set for themselves is left out."""
    ours = {name for name in os.environ if name.startswith(("SELNET_", "DJANGO_", "PYTEST_"))} - {"SELNET_REAL_DATA"}
    return {name: value for name, value in os.environ.items() if name not in ours} | {"SELNET_DEMO_HOME": str(home)}


@pytest.mark.slow
def test_the_main_job_over_http(tmp_path: Path) -> None:
    """Real processes, a database of its own, four people: what `make demo CHECK=1` runs."""
    done = subprocess.run(
        [SELNET, "demo", "--check"], env=_environment(tmp_path), capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The main job works" in done.stdout
    _second_start_is_quick(tmp_path)


def _second_start_is_quick(home: Path) -> None:
    """The check's network once more, served: nothing is made anew, and Ctrl-C leaves nothing behind."""
    (home / "check").rename(home / "demo")
    port = demo._free_port()
    started = time.monotonic()
    served = subprocess.Popen(
        [SELNET, "demo", "--port", str(port)], env=_environment(home), stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/account/login/", timeout=30) as answer:
                assert answer.status == 200
                break
        except OSError:
            assert time.monotonic() - started < 60, "the second start takes too long"
            time.sleep(0.2)
    os.killpg(served.pid, signal.SIGINT)
    said, _ = served.communicate(timeout=60)
    assert served.returncode == 0
    assert "ana.quispe@demo.selnet.example" in said
    assert "Making the demo network" not in said
    assert not (home / "demo/postgresql/postmaster.pid").exists()
