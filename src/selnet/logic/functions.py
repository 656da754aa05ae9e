"""The functions that need nothing but their arguments. None from one of them means: cannot be computed."""

import re
from collections.abc import Callable

from selnet.logic import arithmetic, moments
from selnet.logic.values import Value, number, same, text, truth

Function = Callable[..., Value]
_WHOLE = re.compile(r"[+-]?[0-9]+")


def _numeric(function: Callable[..., float | None]) -> Function:
    def with_numbers(*values: Value) -> Value:
        numbers = [number(value) for value in values]
        return None if None in numbers else function(*numbers)

    return with_numbers


# --- dates


def _datediff(first: Value, second: Value, unit: Value, *rest: Value) -> Value:
    """The older form has the dates' format ('dmy', 'mdy', 'ymd') before the sign: stored dates are ISO, so it says
    nothing.
    """
    found = moments.difference(first, second, text(unit))
    if found is None:
        return None
    signed = any(same(value, "true") if isinstance(value, str) else truth(value, False) for value in rest)
    return found if signed else abs(found)


def _age_at_date(born: Value, at: Value, decimal: Value = False) -> Value:
    return moments.exact_age(born, at) if truth(decimal, False) else moments.age(born, at)


def _part(pick: Callable[..., int]) -> Function:
    def of_day(value: Value) -> Value:
        day = moments.day_of(value)
        return None if day is None else float(pick(day))

    return of_day


# --- text


def _contains(haystack: Value, needle: Value) -> bool:
    wanted = text(needle).lower()
    return wanted != "" and wanted in text(haystack).lower()


def _starts(haystack: Value, needle: Value) -> bool:
    wanted = text(needle).lower()
    return wanted != "" and text(haystack).lower().startswith(wanted)


def _ends(haystack: Value, needle: Value) -> bool:
    wanted = text(needle).lower()
    return wanted != "" and text(haystack).lower().endswith(wanted)


def _find(needle: Value, haystack: Value) -> float:
    wanted = text(needle)
    return float(text(haystack).find(wanted) + 1) if wanted else 0.0


def _whole(value: Value) -> int | None:
    found = number(value)
    return None if found is None or found < 0 else int(min(found, 1e9))


def _left(value: Value, count: Value) -> Value:
    size = _whole(count)
    return None if size is None else text(value)[:size]


def _right(value: Value, count: Value) -> Value:
    size, whole = _whole(count), text(value)
    return None if size is None else whole[max(len(whole) - size, 0) :]


def _mid(value: Value, start: Value, count: Value) -> Value:
    """Characters are counted from 1."""
    first, size = _whole(start), _whole(count)
    return None if not first or size is None else text(value)[first - 1 : first - 1 + size]


def _replace(value: Value, old: Value, new: Value) -> str:
    wanted = text(old)
    return text(value).replace(wanted, text(new)) if wanted else text(value)


def _concat(*values: Value) -> str:
    return "".join(text(value) for value in values)


def _concat_ws(separator: Value, *values: Value) -> str:
    return text(separator).join(written for value in values if (written := text(value)))


def _isinteger(value: Value) -> bool:
    """Written without decimals: '5' is, '5.0' is not."""
    if isinstance(value, str):
        return _WHOLE.fullmatch(value) is not None
    return isinstance(value, float) and value == int(value)


FUNCTIONS: dict[str, Function] = {
    "datediff": _datediff,
    "days": moments.days_between,
    "age_at_date": _age_at_date,
    "dayoftheweek": _part(lambda day: day.isoweekday()),
    "year": _part(lambda day: day.year),
    "month": _part(lambda day: day.month),
    "day": _part(lambda day: day.day),
    "round": _numeric(arithmetic.round_half),
    "roundup": _numeric(arithmetic.round_up),
    "rounddown": _numeric(arithmetic.round_down),
    "sqrt": _numeric(arithmetic.square_root),
    "abs": _numeric(abs),
    "exponential": _numeric(arithmetic.exponential),
    "log": _numeric(arithmetic.logarithm),
    "mod": _numeric(arithmetic.remainder),
    "isnumber": lambda value: not isinstance(value, bool) and number(value) is not None,
    "isinteger": _isinteger,
    "contains": _contains,
    "not_contain": lambda haystack, needle: not _contains(haystack, needle),
    "starts_with": _starts,
    "ends_with": _ends,
    "find": _find,
    "left": _left,
    "right": _right,
    "mid": _mid,
    "length": lambda value: float(len(text(value))),
    "trim": lambda value: text(value).strip(" \t\r\n"),
    "upper": lambda value: text(value).upper(),
    "lower": lambda value: text(value).lower(),
    "replace_text": _replace,
    "concat": _concat,
    "concat_ws": _concat_ws,
}
