"""How a fault of the expression language reads in a list of faults."""

from __future__ import annotations

from selnet.logic.api import LogicError, LogicSyntaxError


def place_and_reason(error: LogicError) -> str:
    """The character, counted from 1 as an editor counts, and what was expected there."""
    reason = error.reason if isinstance(error, LogicSyntaxError) else error.message
    return f"character {error.position + 1}: {reason}"
