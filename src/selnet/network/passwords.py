"""A password that can be guessed is refused, whatever its length."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

from .models import Person

STRONG_ENOUGH = 3  # of 4; zxcvbn: "safely unguessable"


class GuessableValidator:
    """Refuses passwords that zxcvbn finds guessable: common ones of breach lists, names, keyboard walks, repetitions."""

    def validate(self, password: str, user: Person | None = None) -> None:
        known = [user.email, *user.name.split()] if user else []
        if zxcvbn(password[:72], user_inputs=known)["score"] < STRONG_ENOUGH:
            raise ValidationError(
                _("This password is easy to guess. Use several unrelated words, or let a password manager make one."),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return _("At least 12 characters, not easy to guess.")
