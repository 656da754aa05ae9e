"""The sarcoma pack, and how the tests ask its tables."""

from __future__ import annotations

from pathlib import Path

from selnet.packs.api import Pack, TableAnswer

SARCOMA_DIR = Path(__file__).resolve().parents[2] / "packs/sarcoma"

Value = str | int | float


def ask(pack: Pack, table: str, **inputs: Value | None) -> TableAnswer:
    return pack.tables[table].lookup(inputs)


def said(pack: Pack, table: str, output: str, **inputs: Value | None) -> Value | None:
    return ask(pack, table, **inputs).values.get(output)
