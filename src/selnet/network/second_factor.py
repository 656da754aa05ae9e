"""A second factor is compulsory for whoever sees patients.

Once somebody has one, sign-in itself asks for it every time. Here stands the other half: who sees patients and has none is sent
to set one up, and nothing else opens until then.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from selnet.access.api import Actor

from .models import Person
from .selectors import actor_for

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # recovery codes alone do not count
OPEN_WITHOUT = frozenset({"account_logout", "account_reauthenticate", "set_language"})


def is_missing(actor: Actor, person: Person) -> bool:
    return actor.sees_patients and not is_mfa_enabled(person, FACTORS)


def is_last(authenticator: Authenticator) -> bool:
    """Whether the person sees patients and would be left without a second factor."""
    if authenticator.type not in FACTORS or not actor_for(authenticator.user).sees_patients:
        return False
    return not Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(pk=authenticator.pk).exists()


def replace_totp(person: Person, sealed_secret: str) -> None:
    """Gives the person exactly this key for an authenticator app."""
    Authenticator.objects.update_or_create(
        user=person, type=Authenticator.Type.TOTP, defaults={"data": {"secret": sealed_secret}}
    )


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: Any, kwargs: Any) -> HttpResponse | None:
        person = request.user
        if not isinstance(person, Person) or not is_missing(request.actor, person):  # type: ignore[attr-defined]
            return None
        request.second_factor_missing = True  # type: ignore[attr-defined]
        name = request.resolver_match.url_name or "" if request.resolver_match else ""
        if name in OPEN_WITHOUT or name.startswith("mfa_"):
            return None
        return redirect("mfa_index")
