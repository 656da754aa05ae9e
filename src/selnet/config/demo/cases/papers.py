"""Files that look like what people attach, drawn here: a slice of a thigh as MRI shows it, and a report as a PDF."""

import io
import json
from pathlib import Path
from typing import Any

import typst
from PIL import Image, ImageDraw, ImageFilter

from selnet.config.demo.careers.chance import Chance

from .stories import phrases

SIDE = 300  # pixels
TEMPLATE = Path(__file__).resolve().parents[1] / "data" / "report.typ"


def mri(chance: Chance) -> bytes:
    """An axial slice: skin, fat, muscle, bone, and a bright mass."""
    picture = Image.new("L", (SIDE, SIDE), 4)
    draw = ImageDraw.Draw(picture)
    _ellipse(draw, (150, 150), (132, 138), 196)
    _ellipse(draw, (150, 150), (112, 118), 62)
    for step in range(9):  # the planes between the muscles
        shift = chance.whole(-60, 60)
        draw.line((150 + shift, 40 + step * 8, 150 - shift, 260 - step * 6), fill=98, width=2)
    _ellipse(draw, (150, 160), (26, 27), 22)
    _ellipse(draw, (150, 160), (14, 15), 176)
    at = (150 + chance.one([-52, 52]), 120 + chance.whole(-18, 30))
    size = (chance.whole(30, 46), chance.whole(26, 40))
    _ellipse(draw, at, size, 222)
    for _ in range(5):  # necrosis
        _ellipse(
            draw, (at[0] + chance.whole(-18, 18), at[1] + chance.whole(-14, 14)), (chance.whole(3, 9), chance.whole(3, 8)), 120
        )
    picture = picture.filter(ImageFilter.GaussianBlur(2.1))
    speckled = bytes(min(255, max(0, value + chance.whole(-9, 9))) for value in picture.tobytes())
    return _png(Image.frombytes("L", (SIDE, SIDE), speckled))


def _ellipse(draw: ImageDraw.ImageDraw, centre: tuple[int, int], radius: tuple[int, int], grey: int) -> None:
    (x, y), (width, height) = centre, radius
    draw.ellipse((x - width, y - height, x + width, y + height), fill=grey)


def _png(picture: Image.Image) -> bytes:
    made = io.BytesIO()
    picture.save(made, "PNG", optimize=True)
    return made.getvalue()


def report(pseudonym: str, language: str) -> bytes:
    """A report under the pseudonym, saying that it is synthetic."""
    words: dict[str, Any] = phrases()
    heads = [words[name][language] for name in ("report_macro", "report_micro", "report_end")]
    data = {
        "lang": language,
        "title": words["report_title"][language],
        "note": words["report_body"][language],
        "pseudonym": pseudonym,
        "parts": [{"head": head, "text": text} for head, text in zip(heads, words["report_texts"][language], strict=True)],
    }
    made = typst.compile(str(TEMPLATE), sys_inputs={"report": json.dumps(data)}, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made
