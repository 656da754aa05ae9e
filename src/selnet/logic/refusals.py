"""Why a text is not in the language, in words that help its author."""

from collections.abc import Iterable

from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

_VALUES = {"NUMBER", "STRING", "BRACKET", "NAME", "LPAR", "TRUTH"}
_OPERATORS = {"_AND", "_OR", "COMPARE", "TIMES_DIVIDE", "POWER"}  # a sign may begin a value, so it tells nothing
_CHARACTERS = {
    "'": "a text in quotes is not closed",
    '"': "a text in quotes is not closed",
    "[": "a field's name in square brackets is not closed",
    "]": "a square bracket closes that was not opened",
    "$": "scripts are not part of the language",
    "{": "curly brackets have no meaning in logic; a field is written [name]",
    "’": "this quote mark is typographic; write ' or \"",
    "‘": "this quote mark is typographic; write ' or \"",
    "“": "this quote mark is typographic; write ' or \"",
    "”": "this quote mark is typographic; write ' or \"",
}


def reason_for(error: UnexpectedInput, text: str) -> tuple[str, int]:
    """The reason and the offset."""
    if isinstance(error, UnexpectedToken):
        return _of_token(error, text)
    at = error.pos_in_stream or 0
    found = text[at : at + 1]
    if found in _CHARACTERS:
        return _CHARACTERS[found], at
    allowed = error.allowed if isinstance(error, UnexpectedCharacters) else ()
    return f"expected {_expected(allowed or ())}, found {found!r}", at


def _of_token(error: UnexpectedToken, text: str) -> tuple[str, int]:
    token = error.token
    at = len(text) if token.type == "$END" else token.start_pos or 0
    before = text[:at].rstrip()
    if token.type == "NAME":
        return _unquoted(str(token)), at
    if (word := _word_before(before)) and token.type != "LPAR":
        return _unquoted(word), len(before) - len(word)
    expected = _expected(error.accepts or error.expected)
    if token.type == "$END":
        return f"ends too early: expected {expected}", at
    return f"expected {expected}, found {str(token)!r}", at


def _unquoted(word: str) -> str:
    return f"{word!r} stands without quotes; text is written '{word}', a field [{word}]"


def _word_before(before: str) -> str:
    """The bare word that ends a text, if one does: an unquoted word is noticed only at what follows it."""
    tail = len(before)
    while tail and (before[tail - 1].isalnum() or before[tail - 1] == "_"):
        tail -= 1
    word = before[tail:]
    return word if word[:1].isalpha() and word.lower() not in {"and", "or", "not", "true", "false"} else ""


def _expected(terminals: Iterable[str]) -> str:
    known = set(terminals)
    words = []
    if known & _VALUES:
        words.append("a value")
    if known & _OPERATORS:
        words.append("an operator")
    if "RPAR" in known:
        words.append("a closing bracket")
    return " or ".join(words) or "the end"
