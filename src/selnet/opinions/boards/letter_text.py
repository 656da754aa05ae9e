"""Makes any text printable: what the letter's font lacks becomes its Unicode number, endless words get places to break."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import typst

BREAK_AFTER = 30  # characters of one word; longer ones may break anywhere a line needs it
_PLAIN = frozenset(map(chr, range(0x20, 0x7F))) | {"\n"}
_LONG_WORD = re.compile(rf"\S{{{BREAK_AFTER}}}(?=\S)")
_PROBE = b'#set document(title: "probe")\n#set text(font: "Libertinus Serif")\n#sys.inputs.probe'
_SCRIPTS = ((0x20, 0x52F), (0x1E00, 0x2BFF), (0x2C60, 0x2C7F))
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Mc"})
_known: dict[str, bool] = dict.fromkeys(_PLAIN, True)  # what the font shows, learnt once a process


def printable(data: Any) -> tuple[Any, bool]:
    """The same structure with every string made printable, and whether any character had to be replaced."""
    texts = list(_strings(data))
    _learn({char for text in texts for char in text})
    return _map(data), any(not _shows(char) for text in texts for char in text)


def _strings(data: Any) -> Iterable[str]:
    if isinstance(data, str):
        yield unicodedata.normalize("NFC", data)
    elif isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            yield from _strings(part)


def _map(data: Any) -> Any:
    if isinstance(data, str):
        shown = "".join(map(_shown, unicodedata.normalize("NFC", data)))
        return _LONG_WORD.sub(lambda found: found[0] + "\u200b", shown)
    if isinstance(data, dict):
        return {name: _map(part) for name, part in data.items()}
    return [_map(part) for part in data] if isinstance(data, list) else data


def _shown(char: str) -> str:
    if char in "\t\r":
        return " "
    return char if _shows(char) else f"[U+{ord(char):04X}]"


def _shows(char: str) -> bool:
    return char in "\t\r" or _known.get(char, False)


def _learn(chars: set[str]) -> None:
    """Asks the font about characters never met before, halving the question until each answer is known.

    Controls and marks that turn the reading direction are never printed: they could show other words than those typed. Accents
    that make no letter with the one before (x̄) are not either: whether a font has the two together cannot be asked one by one.
    """
    new = {char for char in chars if char not in _known}
    hidden = {char for char in new if unicodedata.category(char) in _HIDDEN or not _written_here(char)}
    _known.update(dict.fromkeys(hidden, False))
    waiting = [sorted(new - hidden)]
    while waiting:
        some = waiting.pop()
        if not some or _font_has(some):
            _known.update(dict.fromkeys(some, True))
        elif len(some) == 1:
            _known[some[0]] = False
        else:
            waiting += [some[: len(some) // 2], some[len(some) // 2 :]]


def _written_here(char: str) -> bool:
    """Latin, Greek, Cyrillic, signs and symbols. The font is not asked about other scripts: asking for thousands takes minutes,
    and on some of them the typesetter breaks down."""
    return any(first <= ord(char) <= last for first, last in _SCRIPTS)


def _font_has(chars: list[str]) -> bool:
    try:
        typst.compile(_PROBE, sys_inputs={"probe": " ".join(chars)}, pdf_standards=["ua-1", "a-2a"], ignore_system_fonts=True)
    except typst.TypstError:
        return False
    return True
