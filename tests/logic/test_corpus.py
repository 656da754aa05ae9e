"""Of the expressions that real REDCap projects wrote, at least 99 % parse; the rest is refused with its place and reason."""

import csv
import io
import os
from pathlib import Path

import pytest

from selnet.logic.api import LogicSyntaxError, parse, to_json

pytestmark = pytest.mark.real

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("SELNET_REAL_DATA", ROOT.parent / "shared" / "data")) / "redcap_dictionaries"
TYPE, CHOICES, BRANCHING = 3, 5, 11  # by position: headers are worded in many ways, the order is REDCap's
HEADER_WORDS = {"field type", "field_type"}


def expressions() -> list[str]:
    """The distinct ones: the branching column, and the choices column of calculated fields."""
    if not DATA.is_dir():
        pytest.skip(f"no REDCap dictionaries in {DATA}; SELNET_REAL_DATA names the folder of real data")
    found: dict[str, None] = {}
    for path in sorted(DATA.glob("*.csv")):
        for row in _rows(path):
            if row[BRANCHING].strip():
                found[row[BRANCHING]] = None
            if row[TYPE] == "calc" and row[CHOICES].strip():
                found[row[CHOICES]] = None
    return list(found)


def _rows(path: Path) -> list[list[str]]:
    """Real files come with a byte order mark or in cp1252, with commas or semicolons, with 15 to 24 columns."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    first = text.partition("\n")[0]
    header, *rows = csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    if len(header) <= BRANCHING or header[TYPE].strip().lower() not in HEADER_WORDS:
        return []  # not a dictionary in REDCap's columns
    return [row for row in rows if len(row) > BRANCHING]


def test_99_percent_parse_and_the_rest_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    found = expressions()
    refused: list[tuple[str, LogicSyntaxError]] = []
    for expression in found:
        try:
            to_json(parse(expression))
        except LogicSyntaxError as error:
            refused.append((expression, error))
    share = 100 * (len(found) - len(refused)) / len(found)
    with capsys.disabled():
        print(f"\n{len(found)} distinct expressions, {share:.2f} % parse; refused:")
        for expression, error in refused:
            print(f"  {' '.join(expression.split())[:60]}  ->  {error}")
    assert len(found) > 2000
    assert share >= 99
    for expression, error in refused:
        assert 0 <= error.position <= len(expression)
        assert error.reason in error.message
