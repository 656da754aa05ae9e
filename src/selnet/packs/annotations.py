"""Action tags in a field annotation: `@UNIT=mm @TERMS=entities @READONLY`."""

from __future__ import annotations

import re
from collections.abc import Mapping

# The tags that are ours: a unit, a terminology, a date that may lie in the future.
OURS = frozenset({"UNIT", "TERMS", "FUTURE"})
# fmt: off
REDCAPS = frozenset(
    (
        "HIDDEN", "HIDDEN-FORM", "HIDDEN-SURVEY", "HIDDEN-APP", "HIDDEN-PDF", "READONLY", "READONLY-FORM",
        "READONLY-SURVEY", "READONLY-APP", "DEFAULT", "TODAY", "TODAY-SERVER", "TODAY-UTC", "NOW", "NOW-SERVER",
        "NOW-UTC", "IF", "CALCTEXT", "CALCDATE", "HIDECHOICE", "SHOWCHOICE", "HIDEBUTTON", "NONEOFTHEABOVE",
        "CHARLIMIT", "WORDLIMIT", "PLACEHOLDER", "USERNAME", "SETVALUE", "PREFILL", "MAXCHECKED", "MAXCHOICE",
        "MAXCHOICE-SURVEY-COMPLETE", "RANDOMORDER", "PASSWORDMASK", "LATITUDE", "LONGITUDE", "BARCODE-APP",
        "SYNC-APP", "FORCE-MINMAX", "NOMISSING", "RICHTEXT", "APPUSERNAME-APP", "DOWNLOAD-COUNT", "INLINE",
        "INLINE-PREVIEW", "CONSENT-VERSION", "LANGUAGE-CURRENT-FORM", "LANGUAGE-CURRENT-SURVEY", "LANGUAGE-SET",
        "LANGUAGE-FORCE", "SAVE-PROMPT-EXEMPT", "SAVE-PROMPT-EXEMPT-WHEN-AUTOSET", "HIDDEN-SURVEY-PDF",
    )
)
# fmt: on
KNOWN = OURS | REDCAPS

_TAG = re.compile(r"(?<![\w.])@([A-Z][A-Z0-9-]*)")
_OPEN = {"(": ")", "[": "]"}


def parse_tags(annotation: str) -> Mapping[str, str]:
    """Tag -> value ('' when it takes none), in order. Text between tags is a remark and stays in the annotation."""
    tags: dict[str, str] = {}
    for match in _TAG.finditer(annotation):
        tags.setdefault(match.group(1), _value(annotation[match.end() :]))
    return tags


def unknown_tags(tags: Mapping[str, str]) -> list[str]:
    return [tag for tag in tags if tag not in KNOWN]


def _value(rest: str) -> str:
    """The value after a tag: quoted, bracketed, or up to the next blank."""
    rest = rest.lstrip()
    if rest.startswith("="):
        rest = rest[1:].lstrip()
    elif not rest.startswith("("):
        return ""
    if not rest:
        return ""
    if rest[0] in "\"'":
        return rest[1:].partition(rest[0])[0]
    return _bracketed(rest) if rest[0] in _OPEN else rest.split()[0]


def _bracketed(rest: str) -> str:
    closing, depth = _OPEN[rest[0]], 0
    for index, char in enumerate(rest):
        depth += (char == rest[0]) - (char == closing)
        if depth == 0:
            return rest[1:index]
    return rest[1:]
