"""The database is the guard: raw SQL as the application shows nobody more than their role opens."""

import pytest
from django.db import connection

from cast import Cast
from selnet.access.api import NOBODY, acting


def _rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_the_application_cannot_step_around_the_guard() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("selnet_app", False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = 'selnet_app'")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_nobody_sees_no_patient(cast: Cast) -> None:
    with acting(NOBODY):
        assert _rows("record_patient") == 0
