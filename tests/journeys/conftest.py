"""The platform as `make demo` starts it, in processes of its own, and a browser for each person.

`SELNET_JOURNEYS_AT=http://localhost:8301` lets the journeys run on a demo that is up already, while they are being written.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from window import Platform, Windows

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
READY_WITHIN = 240  # seconds, with the whole synthetic network


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """The demo network on its own database and port, made anew."""
    if running := os.environ.get("SELNET_JOURNEYS_AT"):
        yield Platform(running.rstrip("/"), ROOT / "var")
        return
    port, home = _free_port(), tmp_path_factory.mktemp("journeys")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("SELNET_", "DJANGO_"))}
    environment |= {"SELNET_DEMO_HOME": str(home)}
    url, log = f"http://localhost:{port}", home / "server.log"
    command = [str(Path(sys.executable).with_name("selnet")), "demo", "--port", str(port)]
    with log.open("w") as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said, cwd=ROOT)
        try:
            _wait_until_ready(process, url, log)
            yield Platform(url, home)
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait_until_ready(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        assert process.poll() is None, f"the platform stopped: {log.read_text()[-3000:]}"
        try:
            urllib.request.urlopen(f"{url}/account/login/", timeout=5)
        except OSError:
            time.sleep(0.5)
        else:
            return
    pytest.fail(f"the platform was not ready in {READY_WITHIN} s: {log.read_text()[-3000:]}")


@pytest.fixture(scope="module")
def browser(platform: Platform) -> Iterator[Browser]:
    """Closed after each file, so that tests elsewhere meet no event loop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(platform: Platform, browser: Browser) -> Iterator[Windows]:
    """`visit("ana.quispe", width=360)` opens a window of that person, signed in; `visit()` one of nobody."""
    windows = Windows(platform, browser)
    yield windows
    windows.close()
