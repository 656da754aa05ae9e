"""Pseudonyms: SN-7K3F-92QD. Eight symbols of Crockford's base 32, the last a check symbol (https://www.crockford.com/base32.html).

The check is the number modulo 37. It finds every single wrong symbol and every two neighbours swapped. Numbers whose check
symbol would be one of Crockford's five signs (* ~ $ = U) are not used, so that a pseudonym is letters and digits only.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK = ALPHABET + "*~$=U"
SYMBOLS = 7
LOOKS_LIKE = str.maketrans("OIL", "011")


def new(prefix: str) -> str:
    while True:
        if found := of_number(prefix, secrets.randbelow(32**SYMBOLS)):
            return found


def of_number(prefix: str, number: int) -> str | None:
    """The pseudonym that a number makes; None for the numbers that are not used."""
    return _written(prefix, number) if number % 37 < 32 else None


def _written(prefix: str, number: int) -> str:
    body = "".join(ALPHABET[(number >> shift) & 31] for shift in range(5 * (SYMBOLS - 1), -1, -5))
    body += CHECK[number % 37]
    return f"{prefix}-{body[:4]}-{body[4:]}"


def read(text: str, prefix: str) -> str | None:
    """The pseudonym as it is stored, from what a person typed (any case, O for 0, with or without hyphens); None when the
    check symbol says that it is mistyped."""
    body = text.upper().replace("-", "").replace(" ", "").removeprefix(prefix).translate(LOOKS_LIKE)
    if len(body) != SYMBOLS + 1 or any(symbol not in ALPHABET for symbol in body):
        return None
    number = 0
    for symbol in body[:SYMBOLS]:
        number = number * 32 + ALPHABET.index(symbol)
    written = _written(prefix, number)
    return written if written.replace("-", "").removeprefix(prefix) == body else None
