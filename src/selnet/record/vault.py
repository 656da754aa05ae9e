"""The vault: envelope encryption of identities.

Each value is sealed with AES-256-GCM under a data key of its own; the data key is sealed under the installation's key, whose id
stands beside it. Both are bound to table, record and field, so that a sealed value moved elsewhere does not open. The keys are
in a file outside the database (settings.VAULT_KEYS). Rotation seals the data keys anew under a new key; old keys stay in the
file until nothing uses them. A key that cannot open raises: there is no silent blank.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12  # bytes, NIST SP 800-38D 8.2


class VaultError(Exception):
    """A sealed value does not open: wrong key, moved or altered. Says the place, never the value."""


@dataclass(frozen=True)
class Keyring:
    current: str
    keys: dict[str, bytes]
    index_key: bytes

    @classmethod
    def load(cls, path: Path) -> "Keyring":
        try:
            stored = json.loads(path.read_text())
        except FileNotFoundError:
            raise VaultError(f"no key file at {path}; restore it from its backup, the vault cannot open without it") from None
        return cls(
            stored["current"],
            {name: base64.b64decode(key) for name, key in stored["keys"].items()},
            base64.b64decode(stored["index_key"]),
        )

    def save(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        stored = {
            "current": self.current,
            "keys": {name: base64.b64encode(key).decode() for name, key in self.keys.items()},
            "index_key": base64.b64encode(self.index_key).decode(),
        }
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(stored, file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)

    def with_new_key(self) -> "Keyring":
        name = f"k{len(self.keys) + 1}"
        return Keyring(name, self.keys | {name: secrets.token_bytes(32)}, self.index_key)


def make_keys(path: Path) -> None:
    """Makes the key file of a new installation; leaves one that exists alone."""
    if not path.exists():
        Keyring("k1", {"k1": secrets.token_bytes(32)}, secrets.token_bytes(32)).save(path)


Sealed = dict[str, str]


def _place(table: str, record: object, field: str) -> bytes:
    return f"{table}|{record}|{field}".encode()


def seal(keyring: Keyring, value: str, *, table: str, record: object, field: str) -> Sealed:
    place = _place(table, record, field)
    data_key = AESGCM.generate_key(bit_length=256)
    nonce = secrets.token_bytes(NONCE)
    return {
        "key": keyring.current,
        "wrapped": _wrap(keyring.keys[keyring.current], data_key, place),
        "text": _text(nonce + AESGCM(data_key).encrypt(nonce, value.encode(), place)),
    }


def open_sealed(keyring: Keyring, sealed: Sealed, *, table: str, record: object, field: str) -> str:
    """Raises VaultError when the key is not there, or when key, place or content do not belong together."""
    place = _place(table, record, field)
    try:
        data_key = _unwrap(keyring, sealed, place)
        raw = base64.b64decode(sealed["text"])
        return AESGCM(data_key).decrypt(raw[:NONCE], raw[NONCE:], place).decode()
    except InvalidTag:
        raise VaultError(f"{table} {record} {field}: does not open with key {sealed['key']}") from None


def rewrap(keyring: Keyring, sealed: Sealed, *, table: str, record: object, field: str) -> Sealed:
    """The same sealed value with its data key under the current key."""
    place = _place(table, record, field)
    try:
        data_key = _unwrap(keyring, sealed, place)
    except InvalidTag:
        raise VaultError(f"{table} {record} {field}: does not open with key {sealed['key']}") from None
    return sealed | {"key": keyring.current, "wrapped": _wrap(keyring.keys[keyring.current], data_key, place)}


def index(keyring: Keyring, value: str) -> str:
    """A keyed hash by which equal values are found without opening any. Case and spaces do not matter."""
    folded = "".join(value.casefold().split())
    return hmac.new(keyring.index_key, folded.encode(), hashlib.sha256).hexdigest()


def _wrap(key: bytes, data_key: bytes, place: bytes) -> str:
    nonce = secrets.token_bytes(NONCE)
    return _text(nonce + AESGCM(key).encrypt(nonce, data_key, place))


def _unwrap(keyring: Keyring, sealed: Sealed, place: bytes) -> bytes:
    if sealed["key"] not in keyring.keys:
        raise VaultError(f"{place.decode()}: key {sealed['key']} is not in the key file")
    raw = base64.b64decode(sealed["wrapped"])
    return AESGCM(keyring.keys[sealed["key"]]).decrypt(raw[:NONCE], raw[NONCE:], place)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
