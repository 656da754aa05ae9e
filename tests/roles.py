"""Stepping into another of the database's roles for a moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def as_role(role: str) -> Iterator[None]:
    """Steps into another database role; the application's own is taken up again afterwards."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE selnet_app")
