"""Draws the pictures of the README, from the demo. Only when SELNET_SCREENSHOTS is set; the pictures are kept in docs/pictures."""

import io
import os
import re
from pathlib import Path

import pytest
from PIL import Image

from people import CHAIR, CLINICIAN, COORDINATOR
from window import Visitor, Windows

PICTURES = Path(__file__).resolve().parents[2] / "docs/pictures"
HEAVIEST = 150_000  # bytes of one picture
COLOURS = 128

pytestmark = pytest.mark.skipif("SELNET_SCREENSHOTS" not in os.environ, reason="SELNET_SCREENSHOTS is not set")


@pytest.mark.parametrize(("name", "width"), [("worklist", 1280), ("worklist-360", 360)])
def test_worklist(name: str, width: int, visit: Windows) -> None:
    _keep(_english(visit, COORDINATOR, "/", width), name, 1000 if width > 400 else 1400)


def test_patient(visit: Windows) -> None:
    _keep(_english(visit, CLINICIAN, _richest_patient(visit)), "patient", 1400)


def test_case(visit: Windows) -> None:
    coordinator = _english(visit, COORDINATOR, "/cases/")
    coordinator.goto(_first(coordinator, r"/cases/[0-9a-f-]{36}/"))
    _keep(coordinator, "case", 1400)


def test_board(visit: Windows) -> None:
    chair = _english(visit, CHAIR, "/boards/")
    chair.goto(_first(chair, r"/boards/meetings/[0-9a-f-]{36}/"))
    _shown_first = chair.page.locator("#agenda a", has_text=re.compile("pleomorphic|indiferenciado", re.I)).first
    chair.goto(str(_shown_first.get_attribute("href")))
    _keep(chair, "board", 1200)


def test_form(visit: Windows) -> None:
    patient = _richest_patient(visit)
    clinician = _english(visit, CLINICIAN, patient)
    form = clinician.page.locator(f"a[href^='{patient}entries/']", has_text=re.compile("Presentation", re.I)).first
    clinician.goto(str(form.get_attribute("href")))
    _keep(clinician, "form", 1100)


def _english(visit: Windows, account: str, path: str, width: int = 1280) -> Visitor:
    visitor = visit(account, width=width)
    visitor.goto("/")
    visitor.speak("en")
    visitor.goto(path)
    return visitor


def _first(visitor: Visitor, pattern: str) -> str:
    found = re.search(pattern, visitor.page.locator("main").inner_html())
    assert found, f"{visitor.path} links to no {pattern}"
    return found[0]


def _richest_patient(visit: Windows) -> str:
    """Of the clinician's newest patients the one with the longest course, so that the picture shows one."""
    clinician = _english(visit, CLINICIAN, "/patients/?where=own")
    paths = [str(link.get_attribute("href")) for link in clinician.page.locator("main tbody a[href^='/patients/']").all()]

    def entries(path: str) -> int:
        return len(set(re.findall(rf"{path}entries/[0-9a-f-]+", clinician.context.request.get(clinician.platform.url + path).text())))

    return max(paths, key=entries)


def _keep(visitor: Visitor, name: str, height: int) -> None:
    """The top of the page, in few colours, so that it weighs little."""
    width = visitor.page.viewport_size["width"]  # type: ignore[index]
    visitor.page.set_viewport_size({"width": width, "height": height})
    shot = Image.open(io.BytesIO(visitor.page.screenshot()))
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = PICTURES / f"{name}.png"
    shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size < HEAVIEST, f"{name}.png weighs {path.stat().st_size} bytes"
