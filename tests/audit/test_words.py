"""Every action that the code writes into the trail has words, so that its reviewer reads sentences and not codes."""

import re
from pathlib import Path

from selnet.audit.api import in_words

SOURCE = Path(__file__).resolve().parents[2] / "src/selnet"
WHOLE = re.compile(r'"((?:network|record|interop|boards)\.[a-z_]+\.[a-z_]+)"')
OF_A_CASE = re.compile(r'(?:action=|moving\.trail\(actor, [a-z.]+, )"([a-z_]+)"')
OF_A_BOARD = re.compile(r'trail\.of_(board|meeting|item|decision)\(actor, [a-z.]+, "([a-z_]+)"')
LEFT = re.compile(r'_leave\(.*"([a-z_]+)"\)')
NOUN = {"item": "agenda"}


def _text(folder: str) -> str:
    files = (path for path in sorted((SOURCE / folder).rglob("*.py")) if path.name not in ("trail_words.py", "urls.py"))
    return "\n".join(path.read_text() for path in files)


def _actions() -> set[str]:
    boards = _text("opinions/boards/services")
    return {
        *WHOLE.findall("".join(_text(folder) for folder in ("network", "record", "interop", "opinions/boards/services"))),
        *(f"cases.case.{verb}" for verb in OF_A_CASE.findall(_text("opinions/cases/services"))),
        *(f"boards.{NOUN.get(noun, noun)}.{verb}" for noun, verb in OF_A_BOARD.findall(boards)),
        *(f"boards.agenda.{verb}" for verb in LEFT.findall(boards)),
    }


def test_the_search_finds_the_actions_of_every_package() -> None:
    found = _actions()
    assert {"record.patient.read", "network.role.given", "cases.case.sent", "boards.decision.signed"} <= found
    assert {"boards.agenda.postponed", "boards.feed.made", "cases.case.late", "interop.table.imported"} <= found


def test_every_action_has_words() -> None:
    assert {action for action in _actions() if in_words(action) == action} == set()
