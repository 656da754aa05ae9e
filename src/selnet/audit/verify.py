"""Recomputes the chain from what the database shows and names every row that was altered, removed or put in.

The text that is hashed is built here a second time (guard.sql, audit_text), so that a changed database function is found too.
Somebody who may write to the tables can rewrite the whole chain; the anchors, kept outside the database, find that.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from django.db import connection

from .anchors import Anchor, read_anchors

BATCH: Final = 5000
SEPARATOR: Final = "\x1f"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with the trail. `position` None: a row that never was in the chain."""

    position: int | None
    kind: Literal["altered", "removed", "inserted"]
    reason: str


class Row(NamedTuple):
    """One event as text, just as it is hashed."""

    position: int
    previous_hash: str
    hash: str
    parts: tuple[str, ...]

    def computed(self) -> str:
        text = SEPARATOR.join((str(self.position), *self.parts, self.previous_hash))
        return hashlib.sha256(text.encode()).hexdigest()


_COLUMNS: Final = """position, previous_hash, hash, id::text,
  to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), actor, coalesce(person_id::text, ''), action, object_kind,
  object_id, coalesce(patient_id::text, ''), coalesce(institution_id::text, ''), details::text"""


def verify() -> tuple[int, list[Finding]]:
    """How many events were read, and everything wrong with them, in order of position."""
    findings: list[Finding] = list(_unchained())
    anchors = {anchor.position: anchor for anchor in read_anchors()}
    previous: Row | None = None
    count = 0
    for row in _rows():
        findings += _between(previous, row)
        findings += _itself(row, anchors.pop(row.position, None))
        previous = row
        count += 1
    findings += _at_the_end(previous)
    findings += [_not_there(anchor) for anchor in anchors.values()]
    return count, sorted(findings, key=lambda finding: (finding.position is None, finding.position or 0, finding.reason))


def _rows() -> Iterator[Row]:
    last = -(2**62)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {_COLUMNS} FROM audit_auditevent WHERE position > %s ORDER BY position LIMIT {BATCH}",  # noqa: S608
                [last],
            )
            found = cursor.fetchall()
        for position, previous_hash, hash_, *parts in found:
            yield Row(position, previous_hash, hash_, tuple(parts))
        if len(found) < BATCH:
            return
        last = found[-1][0]


def _unchained() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id::text FROM audit_auditevent WHERE position IS NULL ORDER BY at")
        for (key,) in cursor.fetchall():
            yield Finding(None, "inserted", f"event {key} was put in without entering the chain")


def _between(previous: Row | None, row: Row) -> Iterator[Finding]:
    expected = previous.position + 1 if previous else 1
    if row.position > expected:
        which = f"event {expected} is" if row.position == expected + 1 else f"events {expected} to {row.position - 1} are"
        yield Finding(expected, "removed", f"{which} missing")
    elif row.position < expected:
        yield Finding(row.position, "inserted", "stands before the first position of the chain")
    elif previous and row.previous_hash != previous.hash and previous.computed() == previous.hash:
        yield Finding(previous.position, "altered", f"its hash is not the one that event {row.position} was chained to")
    elif not previous and row.previous_hash:
        yield Finding(row.position, "altered", "the first event was chained to an event that is not there")


def _itself(row: Row, anchor: Anchor | None) -> Iterator[Finding]:
    if row.computed() != row.hash:
        yield Finding(row.position, "altered", "what it says does not give its hash")
    elif anchor and anchor.hash != row.hash:
        yield Finding(row.position, "altered", f"its hash is not the one anchored on {anchor.at}")


def _at_the_end(last: Row | None) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT position, hash FROM audit_chainhead")
        heads = cursor.fetchall()
    if len(heads) != 1:
        yield Finding(last.position if last else 0, "altered", f"the chain has {len(heads)} heads instead of one")
        return
    position, hash_ = heads[0]
    end = last.position if last else 0
    if position > end:
        yield Finding(end + 1, "removed", f"the chain reached {position}, the events after {end} are missing")
    elif position < end:
        yield Finding(position + 1, "inserted", f"the chain reached {position} only")
    elif last and hash_ != last.hash:
        yield Finding(end, "altered", "its hash is not the one at the head of the chain")


def _not_there(anchor: Anchor) -> Finding:
    return Finding(anchor.position, "removed", f"it was anchored on {anchor.at} and is missing")
