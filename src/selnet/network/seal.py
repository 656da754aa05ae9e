"""Short secrets that must rest in the database for a while or for good: keys of authenticator apps and links on their way are
sealed, secret addresses are hashed.

The key is a file of the installation, outside the database, so that a copy of the database opens no account.
"""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def hash_of_secret(secret: str) -> str:
    """What the database keeps of a secret address. The secret is random and long, so a plain hash cannot be turned back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.SELNET_SEAL_KEY.encode()).digest()))


def seal(text: str) -> str:
    return _fernet().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises when the text was altered or sealed with another key."""
    return _fernet().decrypt(sealed.encode()).decode()
