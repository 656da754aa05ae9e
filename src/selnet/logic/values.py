"""Values while an expression is being read: what is a number, what is true, what is the same.

A value is a bool, a float, text, a ``Missing`` (a missing-data code, only in Blank.REDCAP), '' (blank) or None
(unknown, only in Blank.UNKNOWN). Dates are text, YYYY-MM-DD, as they are stored.
"""

import re
from decimal import Decimal
from math import isfinite

from selnet.logic.facts import Missing

Value = bool | float | str | Missing | None

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_STARTS = frozenset("0123456789+-.")


def number(value: Value) -> float | None:
    """The number that a value is, None when it is none. Text counts when it is written as a plain decimal."""
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, str) and value[:1] in _STARTS and _NUMBER.fullmatch(value):
        found = float(value)
        return found if isfinite(found) else None
    return None


def text(value: Value) -> str:
    """How a value is written: 5 and not 5.0; true is 1 and false is 0, as REDCap stores them."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")
    return value.code if isinstance(value, Missing) else ""


def truth(value: Value, unknown: bool) -> bool | None:
    """Whether a value counts as true: zero and blank do not. ``unknown`` is Blank.UNKNOWN: there a blank is None."""
    if isinstance(value, bool):
        return value
    if value is None or value == "" or isinstance(value, Missing):
        return None if unknown else False
    found = number(value)
    return True if found is None else found != 0


def same(left: Value, right: Value) -> bool:
    """``=``: as numbers when both are numbers ('1.0' = 1), as text otherwise, capitals told apart."""
    if isinstance(left, str) and isinstance(right, str) and left == right:
        return True
    a = number(left)
    if a is not None and (b := number(right)) is not None:
        return a == b
    return text(left) == text(right)


def before(left: Value, right: Value) -> int | None:
    """-1, 0 or 1 as left is less, equal or greater; None when the two cannot be ordered.

    A blank, a missing-data code, and a number against a text cannot be: REDCap's browser makes them NaN.
    Two texts are ordered by their characters, which is right for ISO dates.
    """
    if left in ("", None) or right in ("", None) or isinstance(left, Missing) or isinstance(right, Missing):
        return None
    a, b = number(left), number(right)
    if a is not None and b is not None:
        return (a > b) - (a < b)
    if a is not None or b is not None:
        return None
    one, other = text(left), text(right)
    return (one > other) - (one < other)
