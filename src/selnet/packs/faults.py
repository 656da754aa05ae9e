"""A fault in a pack: where it is, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True, order=True)
class Fault:
    file: Path
    line: int  # 1-based line of the file; 0 when the file as a whole is meant
    column: int | None  # 1-based, where the file itself cannot be parsed; an expression says its character in the message
    message: str
    remedy: str


class PackError(Exception):
    """The pack cannot be used. `faults` says everything that is wrong, not only the first thing."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(format_fault(fault) for fault in self.faults))


def format_fault(fault: Fault) -> str:
    """`file:line:column: message Remedy`, the form that editors make clickable."""
    place = ":".join(str(part) for part in (fault.file, fault.line or None, fault.column) if part is not None)
    return f"{place}: {fault.message} {fault.remedy}".rstrip()


def nearest(name: str, known: Sequence[str] | set[str] | frozenset[str]) -> str:
    """A remedy that offers the closest known name, or the short list of what exists."""
    close = get_close_matches(name, sorted(known), n=1)
    if close:
        return f"Did you mean '{close[0]}'?"
    shown = ", ".join(sorted(known)[:12])
    return f"Known here: {shown}{' ...' if len(known) > 12 else ''}." if known else "Nothing of that kind is defined."
