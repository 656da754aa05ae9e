"""REDCap's four functions that tell a blank from a missing-data code. They always know."""

from collections.abc import Callable

from selnet.logic.facts import Missing
from selnet.logic.values import Value, text


def _blank(answer: object) -> bool:
    return answer is None or answer == ""


def _has(answer: object, codes: Value) -> bool:
    wanted = [code.strip() for code in text(codes).split(",")]
    return isinstance(answer, Missing) and answer.code in wanted


RAW_FUNCTIONS: dict[str, Callable[[object, Value], bool]] = {
    "isblankormissingcode": lambda answer, _: _blank(answer) or isinstance(answer, Missing),
    "isblanknotmissingcode": lambda answer, _: _blank(answer),
    "ismissingcode": lambda answer, _: isinstance(answer, Missing),
    "hasmissingcode": _has,
}
