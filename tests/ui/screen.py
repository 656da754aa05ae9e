"""Where the tests of the face find things."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "src/selnet/ui/static/dist"
ORIGIN = "https://selnet.test"
CHROMIUM = "/usr/bin/chromium"

Opener = Callable[..., Page]
