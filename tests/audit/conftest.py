"""The trail's tests write their anchors and keys in a folder of their own."""

from pathlib import Path
from typing import Any

import pytest

from selnet.record import vault


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.AUDIT_ANCHORS = tmp_path / "audit-anchors.log"
    settings.VAULT_KEYS = tmp_path / "vault.json"
    vault.make_keys(settings.VAULT_KEYS)
