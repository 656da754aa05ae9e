"""Roles in code, in words and in the database say the same."""

import pytest

from selnet.access.api import ROLES, Permission
from selnet.network.models import RolePermission
from selnet.network.permission_words import PERMISSION_WORDS


@pytest.mark.django_db
def test_the_database_knows_the_same_roles_as_the_code() -> None:
    mirrored = set(RolePermission.objects.values_list("role", "permission"))
    assert mirrored == {(slug, permission.value) for slug, role in ROLES.items() for permission in role.permissions}


def test_every_permission_has_words() -> None:
    worded = [permission for _group, rows in PERMISSION_WORDS for permission, _words in rows]
    assert sorted(worded) == sorted(Permission)
