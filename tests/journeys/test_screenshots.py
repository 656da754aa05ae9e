"""Draws the pictures of the README from the demo into docs/pictures, only when SELNET_SCREENSHOTS is set."""

import io
import os
import re
from pathlib import Path

import pytest
from people import CHAIR, CLINICIAN, COORDINATOR
from PIL import Image
from window import Visitor, Windows

PICTURES = Path(__file__).resolve().parents[2] / "docs/pictures"
HEAVIEST = 150_000  # bytes of one picture
COLOURS = 160

pytestmark = pytest.mark.skipif("SELNET_SCREENSHOTS" not in os.environ, reason="SELNET_SCREENSHOTS is not set")


@pytest.mark.parametrize(("name", "width"), [("worklist", 1280), ("worklist-360", 360)])
def test_worklist(name: str, width: int, visit: Windows) -> None:
    _keep(_english(visit, COORDINATOR, "/", width), name, 1000 if width > 400 else 1400)


def test_patient(visit: Windows) -> None:
    _keep(_english(visit, CLINICIAN, _richest_patient(visit)), "patient", 1400)


def test_case(visit: Windows) -> None:
    """The case to which most was said."""
    coordinator = _english(visit, COORDINATOR, "/cases/")
    found = re.findall(r"/cases/[0-9a-f-]{36}/", coordinator.page.locator("main").inner_html())
    cases = sorted(set(found), key=lambda path: _length(coordinator, path))
    coordinator.goto(cases[-1])
    _keep(coordinator, "case", 1400)


def _length(visitor: Visitor, path: str) -> int:
    return len(visitor.context.request.get(visitor.platform.url + path).text())


def test_board(visit: Windows) -> None:
    """Next week's case with images."""
    chair = _english(visit, CHAIR, "/boards/")
    meetings = set(re.findall(r"/boards/meetings/[0-9a-f-]{36}/", chair.page.locator("main").inner_html()))
    for meeting in sorted(meetings):
        for item in re.findall(r"/boards/items/[0-9a-f-]{36}/", chair.goto(meeting).locator("main").inner_html()):
            if chair.goto(item).locator(".image-strip img").count():
                _keep(chair, "board", 1000)
                return
    pytest.fail("no case of a meeting shows images")


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


def _richest_patient(visit: Windows) -> str:
    """Of the clinician's newest patients the one with the longest course, so that the picture shows one."""
    clinician = _english(visit, CLINICIAN, "/patients/?where=own")
    paths = [str(link.get_attribute("href")) for link in clinician.page.locator("main tbody a[href^='/patients/']").all()]

    def entries(path: str) -> int:
        return len(
            set(re.findall(rf"{path}entries/[0-9a-f-]+", clinician.context.request.get(clinician.platform.url + path).text()))
        )

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
