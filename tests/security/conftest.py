"""A database of their own for tests whose writers must really commit, and really at the same moment."""

from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from pytest_django import DjangoDbBlocker


def _as_superuser(statement: str) -> None:
    with psycopg.connect(host=settings.DATABASES["default"]["HOST"], user="postgres", dbname="postgres", autocommit=True) as c:
        c.execute(statement)


@pytest.fixture(scope="module")
def committing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A copy of the empty test database, thrown away afterwards, in which nothing is rolled back."""
    usual = connection.settings_dict["NAME"]
    own = f"{usual}_races"
    connection.close()
    _as_superuser(f"DROP DATABASE IF EXISTS {own} WITH (FORCE)")
    _as_superuser(f"CREATE DATABASE {own} TEMPLATE {usual} OWNER selnet_owner")
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = own
    with django_db_blocker.unblock():
        yield
        connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = usual
    _as_superuser(f"DROP DATABASE {own} WITH (FORCE)")
