"""Tells PostgreSQL who acts, so that row-level security can decide.

The setting lives as long as the transaction: a connection that is used again starts as nobody, who sees no patient.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from .actor import Actor


def _set(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Runs the block in one transaction in the name of `actor`. Nested blocks restore the outer actor."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('selnet.person', true), current_setting('selnet.actor', true)")
            person, label = cursor.fetchone()
        _set("selnet.person", str(actor.person_id or ""))
        _set("selnet.actor", str(actor))
        yield
        _set("selnet.person", person or "")
        _set("selnet.actor", label or "")
