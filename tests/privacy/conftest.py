"""One walk a module, taken back at its end."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core import mail
from django.db import transaction
from django.test.utils import override_settings
from pytest_django import DjangoDbBlocker
from walk import IDENTITY, TUMOUR, Walk, walk

from cast import make_cast
from roles import as_role
from selnet.record import vault


@contextmanager
def _fault() -> Iterator[None]:
    """The page of a patient breaks, with the patient's values in its hands and in what it says."""

    def broken(*_given: object) -> str:
        family_name, diagnosis = IDENTITY["family_name"], TUMOUR
        raise RuntimeError(f"{family_name} has a {diagnosis}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("selnet.record.views.patient._lede", broken)
        yield


@pytest.fixture(scope="module")
def walked(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    home = tmp_path_factory.mktemp("home")
    vault.make_keys(home / "vault.json")
    with (
        django_db_blocker.unblock(),
        override_settings(VAULT_KEYS=home / "vault.json", MEDIA_ROOT=home / "files", ADMINS=[("Ada", "ada@example.org")]),
        transaction.atomic(),
    ):
        mail.outbox = []
        with as_role("selnet_worker"):
            cast = make_cast()
        yield walk(cast, _fault)
        transaction.set_rollback(True)
