"""The record's tests keep their keys and files in a folder of their own."""

from pathlib import Path
from typing import Any

import pytest

from cast import Cast
from selnet.access.api import acting
from selnet.record import vault
from selnet.record.api import Patient, patients


@pytest.fixture(autouse=True)
def _own_keys_and_files(settings: Any, tmp_path: Path) -> None:
    settings.VAULT_KEYS = tmp_path / "vault.json"
    settings.MEDIA_ROOT = tmp_path / "files"
    vault.make_keys(settings.VAULT_KEYS)


@pytest.fixture
def patient(cast: Cast) -> Patient:
    """Ana's patient at the hospital, with nothing recorded yet."""
    with acting(cast.actor("ana")):
        return patients.open(actor=cast.actor("ana"), institution_id=cast.hospital.pk)
