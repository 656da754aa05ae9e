"""The functions of the language: how many arguments, what each takes, what comes out. docs/LOGIC.md is the prose of
this.
"""

from dataclasses import dataclass
from enum import StrEnum

from selnet.logic.schema import Kind


class Takes(StrEnum):
    """What one argument must be."""

    ANY = "any"
    TRUTH = "a condition"
    NUMBER = "a number"
    DATE = "a date"
    ORDERED = "a number or a date"
    UNIT = "a unit: y, M, d, h, m or s"
    RAW = "a field"  # read as it is stored: blank, a missing-data code and an answer are told apart


@dataclass(frozen=True, slots=True)
class Signature:
    takes: tuple[Takes, ...]
    gives: Kind | None  # None: what the arguments are
    least: int  # arguments that must be given
    repeats: bool = False  # the last argument may be given again and again

    @property
    def most(self) -> int | None:
        return None if self.repeats else len(self.takes)

    def taken(self, index: int) -> Takes:
        return self.takes[min(index, len(self.takes) - 1)]


def _of(gives: Kind | None, *takes: Takes, least: int | None = None, repeats: bool = False) -> Signature:
    return Signature(takes, gives, len(takes) if least is None else least, repeats)


_N, _T, _B, _ANY, _DATE = Kind.NUMBER, Kind.TEXT, Kind.BOOLEAN, Takes.ANY, Takes.DATE

FUNCTIONS: dict[str, Signature] = {
    "if": _of(None, Takes.TRUTH, _ANY, _ANY),
    # dates
    "datediff": _of(_N, _DATE, _DATE, Takes.UNIT, _ANY, _ANY, least=3),
    "days": _of(_N, _DATE, _DATE),
    "age_at_date": _of(_N, _DATE, _DATE, _ANY, least=2),
    "dayoftheweek": _of(_N, _DATE),
    "year": _of(_N, _DATE),
    "month": _of(_N, _DATE),
    "day": _of(_N, _DATE),
    # numbers
    **dict.fromkeys(("round", "roundup", "rounddown"), _of(_N, Takes.NUMBER, Takes.NUMBER, least=1)),
    **dict.fromkeys(("sqrt", "abs", "exponential"), _of(_N, Takes.NUMBER)),
    "log": _of(_N, Takes.NUMBER, Takes.NUMBER, least=1),
    "mod": _of(_N, Takes.NUMBER, Takes.NUMBER),
    **dict.fromkeys(("min", "max"), _of(None, Takes.ORDERED, repeats=True)),
    **dict.fromkeys(("sum", "mean", "median", "stdev"), _of(_N, Takes.NUMBER, repeats=True)),
    # what sort of answer it is
    **dict.fromkeys(("isnumber", "isinteger"), _of(_B, _ANY)),
    **dict.fromkeys(("isblankormissingcode", "isblanknotmissingcode", "ismissingcode"), _of(_B, Takes.RAW)),
    "hasmissingcode": _of(_B, Takes.RAW, _ANY),
    # text
    **dict.fromkeys(("contains", "not_contain", "starts_with", "ends_with"), _of(_B, _ANY, _ANY)),
    "find": _of(_N, _ANY, _ANY),
    **dict.fromkeys(("left", "right"), _of(_T, _ANY, Takes.NUMBER)),
    "mid": _of(_T, _ANY, Takes.NUMBER, Takes.NUMBER),
    "length": _of(_N, _ANY),
    **dict.fromkeys(("trim", "upper", "lower"), _of(_T, _ANY)),
    "replace_text": _of(_T, _ANY, _ANY, _ANY),
    "concat": _of(_T, _ANY, repeats=True),
    "concat_ws": _of(_T, _ANY, _ANY, repeats=True),
}

ALIASES = {"math.abs": "abs", "math.round": "round", "math.sqrt": "sqrt"}  # some REDCap authors write them

CONDITIONS = frozenset({"exists", "all", "count"})  # name(form: condition)
PICKS = frozenset({"first", "last"})  # name(form: value, condition)
GATHERERS = frozenset({"min", "max", "sum", "mean", "median", "stdev"})  # name(form: value, condition)
SET_FUNCTIONS = CONDITIONS | PICKS | GATHERERS
