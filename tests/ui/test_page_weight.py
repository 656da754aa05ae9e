"""Many users are on slow lines: what every page costs stays small, and nothing is fetched from elsewhere."""

import gzip
from pathlib import Path

CSS_LIMIT = 35_000
SCRIPT_LIMIT = 45_000


def weight(*files: Path) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def test_styles_stay_light(built: Path) -> None:
    assert weight(built / "selnet.css") < CSS_LIMIT


def test_scripts_stay_light(built: Path) -> None:
    assert weight(*(built / name for name in ("htmx.js", "selnet.js", "branching.js"))) < SCRIPT_LIMIT


def test_nothing_comes_from_elsewhere(built: Path) -> None:
    css = (built / "selnet.css").read_text()
    assert "http" not in css.replace("http://www.w3.org/2000/svg", "")
    assert "Frutiger" not in css
    assert "@font-face" not in css
