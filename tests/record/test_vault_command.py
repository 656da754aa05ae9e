"""`selnet vault rotate`."""

import argparse

import pytest
from django.conf import settings

from cast import Cast
from roles import as_role
from selnet.access.api import acting
from selnet.config.commands import vault as command
from selnet.record.api import identities, patients
from selnet.record.models import Identity
from selnet.record.vault import Keyring


def test_every_identity_is_sealed_under_the_new_key_and_still_opens(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    ana = cast.actor("ana")
    with acting(ana):
        patient = patients.open(actor=ana, institution_id=cast.hospital.pk, identity={"family_name": "Quispe"})
    before = Keyring.load(settings.VAULT_KEYS).current
    with as_role("selnet_worker"):
        assert command.run(argparse.Namespace(action="rotate")) == 0
        sealed = Identity.objects.get().sealed["family_name"]
    assert "1 identities" in capsys.readouterr().out
    assert sealed["key"] == Keyring.load(settings.VAULT_KEYS).current != before
    with acting(ana):
        assert identities.read(actor=ana, patient=patient, reason="Check after rotation") == {"family_name": "Quispe"}
