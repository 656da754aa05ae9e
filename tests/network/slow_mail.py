"""A mail backend for the worker under test: keeps each mail as a file, and hangs once, before or after, when told to."""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

FOLDER = Path(os.environ.get("SLOW_MAIL_FOLDER", "."))


def _hang_once(where: str) -> None:
    told = FOLDER / f"hang-{where}"
    if told.exists():
        told.rename(FOLDER / "hanging")
        time.sleep(600)


class EmailBackend(BaseEmailBackend):
    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        _hang_once("before")
        for message in messages:
            (FOLDER / f"{uuid4()}.eml").write_bytes(message.message().as_bytes())
        _hang_once("after")
        return len(messages)
