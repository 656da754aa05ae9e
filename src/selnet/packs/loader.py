"""Reading and checking a pack as a whole."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from selnet.packs.assembling import assemble
from selnet.packs.checks import dictionary, expressions, labels, references, tables, written
from selnet.packs.drafting import Draft
from selnet.packs.faults import Fault, PackError
from selnet.packs.pack import Pack


def load(path: Path | str) -> Pack:
    """The pack in this folder, read once per process. PackError lists every fault."""
    return _load(Path(path).resolve())


def check(path: Path | str) -> list[Fault]:
    """Every fault of the pack in this folder, in the order of files and lines; empty when it can be used."""
    return _read(Path(path).resolve())[1]


@lru_cache(maxsize=8)
def _load(path: Path) -> Pack:
    pack, faults = _read(path)
    if faults or pack is None:
        raise PackError(faults)
    return pack


def _read(path: Path) -> tuple[Pack | None, list[Fault]]:
    if not path.is_dir():
        return None, [Fault(path, 0, None, "there is no such folder.", "Give the folder that holds pack.yaml.")]
    draft = Draft(path)
    pack = assemble(draft)
    if pack is not None:
        for family in (dictionary, labels, references, expressions, tables, written):
            draft.faults += family.check(pack, draft)
    return pack, sorted(set(draft.faults), key=lambda f: (str(f.file), f.line, f.column or 0, f.message))
