"""The two things that may go wrong because of a person. Everything else is a bug and propagates."""

from collections.abc import Callable
from typing import ParamSpec

P = ParamSpec("P")


class UserError(Exception):
    """Shown to the person as written (translated), at `field` when it names one. Says what to do next."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Refused(Exception):
    """The actor may not do this. The answer is the same 404 as for a thing that does not exist."""


def question_of(check: Callable[P, None]) -> Callable[P, bool]:
    """The twin of a rule `check_can_x`, which raises: `can_x`, which says yes or no, for buttons."""

    def question(*args: P.args, **kwargs: P.kwargs) -> bool:
        try:
            check(*args, **kwargs)
        except (Refused, UserError):
            return False
        return True

    return question
