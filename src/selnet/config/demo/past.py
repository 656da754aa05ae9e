"""The platform's clock set back, while the demo's history is written through the real services.

What services, models and the trail read is django.utils.timezone.now, whose only source is the name `datetime` in its module.
Only the process that makes the demo network does this, before anything serves.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside, it is this moment."""

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz)

    with patch.object(timezone, "datetime", Stopped):
        yield
