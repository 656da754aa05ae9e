"""Free text in the language of the hospital."""

from .model import Career
from .tumours import texts


def word(career: Career, name: str) -> str:
    spoken: dict[str, str] = texts()[name]
    return spoken[career.place.language]
