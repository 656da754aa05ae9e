"""A one-time code as an authenticator app computes it (RFC 6238: SHA-1, 30 s, 6 digits)."""

import base64
import hashlib
import hmac
import struct
import time


def code_at(secret: str, moment: float) -> str:
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(moment) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def code_now(secret: str) -> str:
    return code_at(secret, time.time())
