"""Seals short secrets that must rest in the database for a while or for good: keys of authenticator apps, links on their way.

The key is a file of the installation, outside the database, so that a copy of the database opens no account.
"""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.SELNET_SEAL_KEY.encode()).digest()))


def seal(text: str) -> str:
    return _fernet().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises when the text was altered or sealed with another key."""
    return _fernet().decrypt(sealed.encode()).decode()
