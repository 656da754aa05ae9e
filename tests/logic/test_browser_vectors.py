"""The browser's reader gives Python's answers, from the trees that Python parsed, in a real browser."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from logic.growing import expression, patient
from logic.reading_vectors import TODAY, Vector, agrees, vectors
from selnet.logic.api import Result, evaluate, parse, to_json

pytestmark = pytest.mark.journey

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
READ_ALL = """async (jobs) => {
  const { evaluate } = await import("/logic.js");
  return jobs.map(({ tree, facts, options }) => evaluate(tree, facts, options));
}"""
Answers = list[dict[str, Any]]


class Quiet(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: pytest's output is for failures."""


@pytest.fixture(scope="module")
def browser_reads() -> Iterator[Callable[[list[Vector]], Answers]]:
    """Has the vectors answered by frontend/logic.js, as it stands in the source, in Chromium."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    handler = partial(Quiet, directory=str(ROOT / "frontend"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/logic.js")  # any page of this origin will do
        yield lambda asked: page.evaluate(READ_ALL, [_job(vector) for vector in asked])
        browser.close()
        server.shutdown()


def _job(vector: Vector) -> dict[str, Any]:
    return {
        "tree": to_json(parse(vector.expression)),
        "facts": {"forms": vector.forms, "smart": vector.smart, "order": vector.order},
        "options": {"blank": vector.blank, "today": vector.today, "here": vector.here},
    }


def test_every_vector_has_its_answer(browser_reads: Callable[[list[Vector]], Answers]) -> None:
    asked = vectors()
    answers = zip(asked, browser_reads(asked), strict=True)
    wrong = [f"{v.id}: {v.expression} gives {a['value']!r}" for v, a in answers if not agrees(a["value"], v.expected)]
    assert len(asked) >= 300
    assert wrong == []


def test_both_readers_explain_alike(browser_reads: Callable[[list[Vector]], Answers]) -> None:
    assert _disagreements(vectors(), browser_reads) == []


def test_both_readers_agree_on_expressions_that_nobody_thought_of(
    browser_reads: Callable[[list[Vector]], Answers],
) -> None:
    random = Random(20260315)
    asked = [_random_vector(random, n) for n in range(1_500)]
    assert _disagreements(asked, browser_reads) == []


def _random_vector(random: Random, number: int) -> Vector:
    return Vector(
        id=f"random-{number}",
        expression=expression(random),
        expected=None,
        source="",
        blank=random.choice(["redcap", "unknown"]),
        today=TODAY,
        forms=patient(random),
        smart={},
        order=random.choice([{}, {}, {"s": [2, 1]}, {"s": []}]),
        here=random.choice([None, ["s", 1], ["s", 2]]),
        used=None,
        missing=None,
    )


def _disagreements(asked: list[Vector], browser_reads: Callable[[list[Vector]], Answers]) -> list[str]:
    found = []
    for vector, browser in zip(asked, browser_reads(asked), strict=True):
        python = evaluate(parse(vector.expression), vector.facts, **vector.options)
        if not agrees(browser["value"], python.value) or _explained(python) != [browser["used"], browser["missing"]]:
            found.append(f"{vector.expression} of {vector.forms} ({vector.blank}): {python} but the browser {browser}")
    return found


def _explained(python: Result) -> list[Any]:
    used = [fact._asdict() for fact in python.used]
    for fact in used:
        fact["value"] = list(fact["value"]) if isinstance(fact["value"], tuple) else fact["value"]
    return [used, list(python.missing)]
