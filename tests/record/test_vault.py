from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import Cast
from selnet.access.api import Refused, UserError, acting, system
from selnet.record import vault
from selnet.record.api import identities, patients
from selnet.record.models import FormerIdentity, Identity

PLACE = {"table": "record_identity", "record": "p1", "field": "family_name"}


@pytest.fixture
def keyring(tmp_path: Path) -> vault.Keyring:
    vault.make_keys(tmp_path / "vault.json")
    return vault.Keyring.load(tmp_path / "vault.json")


@given(st.text(max_size=200))
def test_what_is_sealed_opens_again(value: str) -> None:
    keyring = vault.Keyring("k1", {"k1": b"k" * 32}, b"i" * 32)
    assert vault.open_sealed(keyring, vault.seal(keyring, value, **PLACE), **PLACE) == value


def test_a_value_moved_to_another_patient_or_field_does_not_open(keyring: vault.Keyring) -> None:
    sealed = vault.seal(keyring, "Quispe", **PLACE)
    for other in ({"record": "p2"}, {"field": "given_names"}, {"table": "elsewhere"}):
        with pytest.raises(vault.VaultError):
            vault.open_sealed(keyring, sealed, **(PLACE | other))


@pytest.mark.parametrize("part", ["wrapped", "text"])
def test_an_altered_value_does_not_open(keyring: vault.Keyring, part: str) -> None:
    sealed = vault.seal(keyring, "Quispe", **PLACE)
    first = sealed[part]
    sealed[part] = ("A" if first[20] != "A" else "B").join([first[:20], first[21:]])
    with pytest.raises(vault.VaultError):
        vault.open_sealed(keyring, sealed, **PLACE)


def test_a_key_that_is_not_there_raises_and_says_which(keyring: vault.Keyring) -> None:
    sealed = vault.seal(keyring, "Quispe", **PLACE)
    stranger = vault.Keyring("k9", {"k9": b"z" * 32}, b"i" * 32)
    with pytest.raises(vault.VaultError, match="key k1 is not in the key file") as caught:
        vault.open_sealed(stranger, sealed, **PLACE)
    assert "Quispe" not in str(caught.value)


def test_a_lost_key_file_is_not_replaced_by_a_new_one(tmp_path: Path) -> None:
    with pytest.raises(vault.VaultError, match="restore it"):
        vault.Keyring.load(tmp_path / "nowhere.json")


def test_the_key_file_is_for_its_owner_only(tmp_path: Path) -> None:
    vault.make_keys(tmp_path / "keys/vault.json")
    assert (tmp_path / "keys/vault.json").stat().st_mode & 0o077 == 0


def test_rewrapping_keeps_the_value_and_needs_the_old_key_no_more(keyring: vault.Keyring) -> None:
    sealed = vault.seal(keyring, "Quispe", **PLACE)
    renewed = keyring.with_new_key()
    again = vault.rewrap(renewed, sealed, **PLACE)
    only_new = vault.Keyring(renewed.current, {renewed.current: renewed.keys[renewed.current]}, b"i" * 32)
    assert vault.open_sealed(only_new, again, **PLACE) == "Quispe"


# --- in the database

QUISPE = {"family_name": "Quispe", "given_names": "Luz", "local_number": "HV-0042"}


@pytest.fixture(autouse=True)
def keys(settings: object, tmp_path: Path) -> None:
    settings.VAULT_KEYS = tmp_path / "vault.json"  # type: ignore[attr-defined]
    identities.make_keys()


def test_only_the_treating_centre_opens_the_name(cast: Cast) -> None:
    with acting(cast.actor("ana")):
        patient = patients.open(actor=cast.actor("ana"), institution_id=cast.hospital.pk, identity=QUISPE)
        assert identities.read(actor=cast.actor("ana"), patient=patient, reason="telephone call") == QUISPE
    for name in ("boris", "chiara", "dora", "ada", "otto", "stella"):
        with acting(cast.actor(name)):
            with pytest.raises(Refused):
                identities.read(actor=cast.actor(name), patient=patient, reason="telephone call")
            assert Identity.objects.count() == 0  # the database says the same


def test_the_name_is_not_in_the_database_in_clear(cast: Cast) -> None:
    with acting(cast.actor("ana")):
        patients.open(actor=cast.actor("ana"), institution_id=cast.hospital.pk, identity=QUISPE)
        assert "Quispe" not in str(Identity.objects.values_list("sealed", flat=True).get())


def test_opening_needs_a_reason(cast: Cast) -> None:
    with acting(cast.actor("ana")):
        patient = patients.open(actor=cast.actor("ana"), institution_id=cast.hospital.pk, identity=QUISPE)
        with pytest.raises(UserError):
            identities.read(actor=cast.actor("ana"), patient=patient, reason=" x ")


def test_a_patient_is_found_by_local_number_without_opening_any(cast: Cast) -> None:
    with acting(cast.actor("ana")):
        patient = patients.open(actor=cast.actor("ana"), institution_id=cast.hospital.pk, identity=QUISPE)
        assert identities.patient_with_local_number(cast.actor("ana"), "hv-0042 ") == patient
    with acting(cast.actor("chiara")):
        assert identities.patient_with_local_number(cast.actor("chiara"), "HV-0042") is None


def test_a_changed_identity_keeps_what_it_was(cast: Cast, as_worker: object) -> None:
    with acting(cast.actor("ana")):
        patient = patients.open(actor=cast.actor("ana"), institution_id=cast.hospital.pk, identity=QUISPE)
        identities.write(actor=cast.actor("ana"), patient=patient, identity=QUISPE | {"family_name": "Mamani"})
        assert FormerIdentity.objects.count() == 0  # on no page, for nobody
    with as_worker():  # type: ignore[operator]
        identities.rotate(actor=system("rotation"))
        former = FormerIdentity.objects.get()
        assert former.sealed["family_name"]["key"] == "k2"
        place = {"table": identities.TABLE, "record": patient.pk, "field": "family_name"}
        assert vault.open_sealed(identities.keyring(), former.sealed["family_name"], **place) == "Quispe"


def test_a_stale_or_empty_page_changes_no_identity(cast: Cast) -> None:
    with acting(cast.actor("ana")):
        patient = patients.open(actor=cast.actor("ana"), institution_id=cast.hospital.pk, identity=QUISPE)
        opened = identities.state_of(patient)
        identities.write(actor=cast.actor("ana"), patient=patient, identity=QUISPE | {"phone": "0511"}, as_of=opened)
        for identity, as_of in ((QUISPE, opened), ({"family_name": " "}, None)):
            with pytest.raises(UserError):
                identities.write(actor=cast.actor("ana"), patient=patient, identity=identity, as_of=as_of)
        assert identities.read(actor=cast.actor("ana"), patient=patient, reason="telephone call")["phone"] == "0511"


def test_rotation_renews_every_identity(cast: Cast, as_worker: object) -> None:
    with acting(cast.actor("ana")):
        patient = patients.open(actor=cast.actor("ana"), institution_id=cast.hospital.pk, identity=QUISPE)
    with as_worker():  # type: ignore[operator]
        assert identities.rotate(actor=system("rotation")) == 1
        assert {value["key"] for value in Identity.objects.get().sealed.values()} == {"k2"}
    with acting(cast.actor("ana")):
        assert identities.read(actor=cast.actor("ana"), patient=patient, reason="telephone call") == QUISPE
