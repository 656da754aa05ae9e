"""The demo accounts' authenticator apps: their keys, and the codes that the apps would show (RFC 6238)."""

import base64
import hashlib
import hmac
import struct
import time

PERIOD = 30  # seconds
DIGITS = 6


def key_of(email: str) -> str:
    """In base 32, the same in every demo network. It guards nothing: the sign-in page of the demo shows its code."""
    return base64.b32encode(hashlib.sha256(f"selnet demo {email}".encode()).digest()[:20]).decode()


def code_of(email: str, now: float | None = None) -> str:
    return code_at(key_of(email), time.time() if now is None else now)


def code_now(secret: str) -> str:
    return code_at(secret, time.time())


def code_at(secret: str, moment: float) -> str:
    """What an app with this key, in base 32, shows at the moment (seconds since 1970)."""
    counter = struct.pack(">Q", int(moment // PERIOD))
    digest = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)), counter, "sha1").digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)
