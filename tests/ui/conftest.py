"""A browser that gets its pages from Django without a server: the real templates, headers, styles and scripts.

Pages are rendered first and handed over as answers to the browser's requests, so no thread and no port is needed.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Page, Route, sync_playwright
from pytest_django import DjangoDbBlocker
from screen import CHROMIUM, DIST, ORIGIN, Opener


@pytest.fixture(scope="session")
def built() -> Path:
    assert (DIST / "selnet.css").exists(), "The stylesheet is not built. Run: npm ci && npm run build"
    return DIST


@pytest.fixture(scope="session")
def gallery(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> HttpResponse:
    """Rendered before any browser: Playwright keeps an event loop in this thread, and there Django refuses its database."""
    with django_db_blocker.unblock():
        response = Client().get("/ui/gallery/")
    assert response.status_code == 200
    return response


@pytest.fixture(scope="module")
def browser(gallery: HttpResponse) -> Iterator[Browser]:
    """Closed after each file, so that tests elsewhere meet no event loop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(gallery: HttpResponse, built: Path, browser: Browser) -> Iterator[Opener]:
    """`open_page(width=360)` shows the gallery; page.problems lists what the browser complained of."""
    contexts = []

    def opener(*, width: int = 1280, height: int = 900, response: HttpResponse = gallery) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, ignore_https_errors=True)
        contexts.append(context)
        page = context.new_page()
        page.problems = []  # type: ignore[attr-defined]
        page.sent = []  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.problems.append(str(error)))  # type: ignore[attr-defined]
        page.on("console", lambda said: said.type == "error" and page.problems.append(said.text))  # type: ignore[attr-defined]
        page.route("**/*", lambda route: _answer(route, response, page.sent))  # type: ignore[attr-defined]
        page.goto(f"{ORIGIN}/ui/gallery/")
        page.wait_for_selector("body.js-enabled", state="attached")
        return page

    yield opener
    for context in contexts:
        context.close()


def _answer(route: Route, response: HttpResponse, sent: list[str]) -> None:
    path = urlsplit(route.request.url).path
    if route.request.method == "POST":
        sent.append(route.request.post_data or "")
    if "/static/" in path:
        found = finders.find(_plain_name(path.split("/static/")[1]))
        route.fulfill(path=found) if found else route.fulfill(status=404)
    else:
        route.fulfill(status=200, headers=dict(response.headers), body=response.content)


def _plain_name(name: str) -> str:
    """Hashed names of a production build lead back to their source."""
    folder, _, last = name.rpartition("/")
    parts = last.split(".")
    is_hashed = len(parts) > 2 and len(parts[-2]) == 12
    plain = ".".join([*parts[:-2], parts[-1]]) if is_hashed else last
    return f"{folder}/{plain}" if folder else plain
