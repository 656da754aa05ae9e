"""A good pack, and the one change that breaks it."""

from pathlib import Path
from shutil import copytree

from selnet.packs.api import Fault, check

GOOD = Path(__file__).parent / "fixtures" / "good"


def changed(folder: Path, name: str, old: str, new: str) -> Path:
    """A copy of the good pack in which `old` reads `new`, once, in the file `name`."""
    root = folder / "pack"
    copytree(GOOD, root)
    text = (root / name).read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{old!r} is not in {name}"
    (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return root


def line_of(name: str, text: str) -> int:
    """The 1-based line of the good pack's file on which `text` first stands."""
    lines = (GOOD / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def only_fault(root: Path) -> Fault:
    faults = check(root)
    assert len(faults) == 1, faults
    return faults[0]
