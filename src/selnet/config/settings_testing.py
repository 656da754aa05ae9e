"""Settings for the tests: the same platform, its own folder and server, connected as a role that may step into the others."""

import os
from pathlib import Path

os.environ.setdefault("SELNET_HOME", str(Path(__file__).resolve().parents[3] / "var/testing"))
os.environ["SELNET_TESTING"] = "1"
os.environ["SELNET_DATABASE_ROLE"] = "test"

from .settings import *  # noqa: F403
from .settings import DATABASES

# every connection begins as the application under row-level security
DATABASES["default"]["OPTIONS"] = {"options": "-c role=selnet_app"}
DATABASES["default"]["CONN_MAX_AGE"] = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
