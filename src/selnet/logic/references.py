"""What stands between square brackets: a field, one box of a checkbox, an instance, a smart variable."""

import re

from selnet.logic.errors import Refused
from selnet.logic.nodes import Field, Smart

# A name may hold a ${placeholder}: public dictionaries made by generators do. It parses, and no dictionary check
# lets it pass.
_FIELD = re.compile(
    r"(?P<name>[a-z0-9_](?:[a-z0-9_]|\$\{[a-z0-9_]+\})*)"
    r"(?:\(\s*(?P<code>[^()\[\]]+?)\s*\))?"
    r"(?::(?P<modifier>[a-z][a-z:-]*))?",
    re.IGNORECASE,
)
_INSTANCE = re.compile(r"[0-9]{1,6}|(?:first|last|current|previous|next|new)-instance", re.IGNORECASE)
_EVENT = re.compile(r"(?:first|previous|next|last)-event-name|event-name", re.IGNORECASE)


def _family(stem: str, *endings: str) -> set[str]:
    return {f"{stem}-{ending}" for ending in endings}


# REDCap's smart variables, without what may follow a colon.
SMART = frozenset(
    {"event-id", "event-number", "arm-number", "arm-label", "is-form", "is-survey", "data-table", "stats-table"}
    | {f"{which}-instance" for which in ("first", "previous", "current", "next", "last", "new")}
    | {f"{which}event-{what}" for which in ("", "first-", "previous-", "next-", "last-") for what in ("name", "label")}
    | _family("record", "name", "dag-id", "dag-name", "dag-label")
    | _family("form", "url", "link")
    | _family("instrument", "name", "label")
    | _family("survey", "url", "link", "queue-url", "queue-link", "access-code", "return-code", "title", "base-url")
    | _family("survey", "time-started", "date-started", "time-completed", "date-completed")
    | _family("survey", "duration", "duration-completed")
    | _family("user", "name", "fullname", "email", "dag-id", "dag-name", "dag-label", "role-id", "role-name", "role-label")
    | _family("project", "id", "title", "purpose", "status", "irb-number")
    | _family("redcap", "base-url", "version", "version-url")
    | _family("rand", "number", "time", "utc-time")
    | _family("aggregate", "min", "max", "mean", "median", "sum", "count", "stdev", "unique")
)


def reference(brackets: list[str], at: int) -> Field | Smart:
    """One to three brackets in a row, without the brackets themselves."""
    parts = [part.strip() for part in brackets]
    instance = _instance(parts.pop()) if len(parts) > 1 and _INSTANCE.fullmatch(parts[-1]) else None
    if len(parts) > 2:
        raise Refused("at most [form][field][instance] may stand together", at)
    qualifier = _qualifier(parts[0], at) if len(parts) == 2 else None
    return _smart(parts[-1], at) or _field(parts[-1], qualifier, instance, at)


def _instance(part: str) -> int | str:
    return int(part) if part.isdigit() else part.lower()


def _qualifier(part: str, at: int) -> str:
    if _EVENT.fullmatch(part) or ((match := _FIELD.fullmatch(part)) and match["code"] is None):
        return part.lower()
    raise Refused(f"[{part}] is neither a form nor an event", at)


def _smart(part: str, at: int) -> Smart | None:
    name = part.split(":")[0].lower()
    return Smart(name, at) if name in SMART else None


def _field(part: str, qualifier: str | None, instance: int | str | None, at: int) -> Field:
    match = _FIELD.fullmatch(part)
    if not match:
        raise Refused(f"[{part}] is not a field's name (letters, digits and _ only)", at)
    modifier = match["modifier"].lower() if match["modifier"] else None
    return Field(match["name"].lower(), qualifier, match["code"], instance, modifier, at)
