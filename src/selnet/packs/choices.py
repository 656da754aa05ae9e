"""REDCap's choice lists: `code, label | code, label`."""

from __future__ import annotations

import re


def parse_choices(cell: str) -> list[tuple[str, str]]:
    """Code and label in order. A part without a comma is its own code, as REDCap reads it."""
    pairs: list[tuple[str, str]] = []
    for part in re.split(r"\||\r?\n", cell):
        if not part.strip():
            continue
        code, comma, label = part.partition(",")
        pairs.append((code.strip(), label.strip() if comma else code.strip()))
    return pairs


def bare_parts(cell: str) -> list[str]:
    """The parts that give no code of their own."""
    return [part.strip() for part in re.split(r"\||\r?\n", cell) if part.strip() and "," not in part]


def repeated_codes(pairs: list[tuple[str, str]]) -> list[str]:
    seen: set[str] = set()
    return [code for code, _ in pairs if code in seen or seen.add(code)]  # type: ignore[func-returns-value]
