"""Writes into the audit trail who signed in and who changed the ways in. Tries that fail leave no name there."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.dispatch import Signal

from selnet.access.api import acting
from selnet.audit.api import record

from .models import Person
from .selectors import actor_for

EVENTS: tuple[tuple[Signal, str], ...] = (
    (account.user_logged_in, "network.person.signed_in"),
    (account.password_changed, "network.password.changed"),
    (account.password_set, "network.password.changed"),
    (account.password_reset, "network.password.reset"),
    (mfa.authenticator_added, "network.second_factor.added"),
    (mfa.authenticator_removed, "network.second_factor.removed"),
    (mfa.authenticator_reset, "network.second_factor.reset"),
)


def connect() -> None:
    for signal, action in EVENTS:
        signal.connect(_writer(action), weak=False, dispatch_uid=action)


def _writer(action: str) -> Any:
    def write(sender: object, user: Person, **_ignored: object) -> None:
        actor = actor_for(user)
        with acting(actor):
            record(actor, action, kind="person", id=user.pk)

    return write
