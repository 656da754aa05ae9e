"""Numbers: the operators, rounding, and the aggregates. None means: there is no such number (a blank operand, 1/0,
sqrt(-1)).
"""

import math
from collections.abc import Callable, Iterable, Sequence

from selnet.logic.facts import Missing
from selnet.logic.moments import day_of
from selnet.logic.values import Value, number, text


def _safe(result: float | complex) -> float | None:
    return float(result) if isinstance(result, (int, float)) and math.isfinite(result) else None


def calculate(sign: str, a: float, b: float) -> float | None:
    try:
        return _safe(_OPERATIONS[sign](a, b))
    except (ZeroDivisionError, OverflowError):
        return None


_OPERATIONS: dict[str, Callable[[float, float], float | complex]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
}


# --- rounding


def _shift(x: float, places: int) -> float:
    """x * 10^places by moving the point in its decimal writing, so that 1.005 is the 1.005 that was typed."""
    mantissa, _, exponent = repr(x).partition("e")
    return float(f"{mantissa}e{int(exponent or 0) + places}")


def _rounded(x: float, places: float, whole: Callable[[float], float]) -> float | None:
    if not -15 <= places <= 15:
        return x if places > 0 else 0.0
    shifted = _shift(x, int(places))
    return _safe(_shift(float(whole(shifted)), -int(places))) if math.isfinite(shifted) else x


def _nearest(x: float) -> float:
    """Half away from zero: -2.5 becomes -3, as REDCap's server does."""
    low = math.floor(abs(x))
    return math.copysign(low if abs(x) - low < 0.5 else low + 1, x)


def round_half(x: float, places: float = 0) -> float | None:
    return _rounded(x, places, _nearest)


def round_up(x: float, places: float = 0) -> float | None:
    return _rounded(x, places, math.ceil)


def round_down(x: float, places: float = 0) -> float | None:
    return _rounded(x, places, math.floor)


# --- functions of one or two numbers


def square_root(x: float) -> float | None:
    return math.sqrt(x) if x >= 0 else None


def exponential(x: float) -> float | None:
    return math.exp(x) if x < 709 else None  # beyond it no double holds the result


def logarithm(x: float, base: float | None = None) -> float | None:
    if x <= 0 or (base is not None and (base <= 0 or base == 1)):
        return None
    if base is None:
        return math.log(x)
    return math.log10(x) if base == 10 else math.log(x) / math.log(base)


def remainder(x: float, by: float) -> float | None:
    """The sign is that of the dividend."""
    return math.fmod(x, by) if by else None


# --- aggregates


def aggregate(name: str, values: Sequence[Value], unknown: bool) -> Value:
    """REDCap leaves blanks out. In Blank.UNKNOWN one value that is not known makes the whole unknown."""
    answers = ["" if value is None or isinstance(value, Missing) else value for value in values]
    if name in ("min", "max") and all(day_of(value) for value in answers if value != ""):
        return _of_dates(name, answers, unknown)
    numbers = [number(value) for value in answers]
    known = [x for x in numbers if x is not None]
    if unknown and len(known) < len(numbers):
        return None
    return _AGGREGATES[name](known)


def _of_dates(name: str, values: Sequence[Value], unknown: bool) -> Value:
    dates = [text(value) for value in values if value != ""]
    if (unknown and len(dates) < len(values)) or not dates:
        return None
    return min(dates) if name == "min" else max(dates)


def _total(values: Iterable[float]) -> float:
    """From left to right, as the browser adds; Python's own sum() compensates from 3.12 on."""
    total = 0.0
    for x in values:
        total += x
    return total


def _mean(values: Sequence[float]) -> float | None:
    return _safe(_total(values) / len(values)) if values else None


def _median(values: Sequence[float]) -> float | None:
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else _safe((ordered[half - 1] + ordered[half]) / 2)


def _deviation(values: Sequence[float]) -> float | None:
    """Of a sample (n - 1); one value has none."""
    centre = _mean(values)
    if centre is None or len(values) < 2:
        return None
    return _safe(math.sqrt(_total((x - centre) * (x - centre) for x in values) / (len(values) - 1)))


_AGGREGATES: dict[str, Callable[[Sequence[float]], float | None]] = {
    "sum": lambda values: _safe(_total(values)),
    "mean": _mean,
    "median": _median,
    "stdev": _deviation,
    "min": lambda values: min(values, default=None),
    "max": lambda values: max(values, default=None),
}
