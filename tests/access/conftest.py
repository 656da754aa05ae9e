"""The scene of the matrix is built once a module and taken back at its end: every request of the module finds it untouched."""

import logging
from collections.abc import Iterator

import pytest
from as_person import Asking
from django.db import transaction
from django.test.utils import override_settings
from pytest_django import DjangoDbBlocker
from scene import Scene, make_scene

from selnet.record import vault


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    logging.disable(logging.WARNING)  # thousands of refusals, each of which would be logged
    home = tmp_path_factory.mktemp("home")
    vault.make_keys(home / "vault.json")
    with (
        django_db_blocker.unblock(),
        override_settings(VAULT_KEYS=home / "vault.json", MEDIA_ROOT=home / "files"),
        transaction.atomic(),
    ):
        yield make_scene()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def asking(scene: Scene) -> Asking:
    return Asking(scene)
