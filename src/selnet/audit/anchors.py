"""The head of the chain, written down outside the database once a day, where whoever alters the database cannot reach it.

One line an anchor in settings.AUDIT_ANCHORS: position, hash, moment. Copy the file elsewhere with the backups.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.utils import timezone


@dataclass(frozen=True)
class Anchor:
    position: int
    hash: str
    at: str


class AnchorError(Exception):
    """A line of the anchors file cannot be read. Says which."""


def anchor() -> Anchor:
    """Appends the head of the chain to the anchors file, on disk before it returns."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT position, hash FROM audit_chainhead")
        position, hash_ = cursor.fetchone()
    made = Anchor(position, hash_, timezone.now().isoformat(timespec="seconds"))
    settings.AUDIT_ANCHORS.parent.mkdir(parents=True, exist_ok=True)
    with open(settings.AUDIT_ANCHORS, "a", encoding="utf-8") as file:
        file.write(f"{made.position} {made.hash or '-'} {made.at}\n")
        file.flush()
        os.fsync(file.fileno())
    return made


def read_anchors() -> Iterator[Anchor]:
    """The anchors that hold something; an empty trail has nothing to anchor."""
    path = settings.AUDIT_ANCHORS
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        parts = line.split()
        if len(parts) != 3 or not parts[0].isdigit():
            raise AnchorError(f"{path}:{number}: not an anchor. Restore the file from its copy.")
        if int(parts[0]):
            yield Anchor(int(parts[0]), parts[1], parts[2])
