"""Turns the signed-in person into the actor of the request, tells the database, and answers refusals like absence."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.defaults import page_not_found

from selnet.access.api import NOBODY, Refused, UserError, acting

from .models import Person
from .selectors import actor_for, zone_of


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        person = request.user
        if not isinstance(person, Person):
            request.actor = NOBODY  # type: ignore[attr-defined]
            with acting(NOBODY):
                return self.get_response(request)
        request.actor = actor_for(person)  # type: ignore[attr-defined]
        zone = zone_of(person.time_zone)
        with acting(request.actor), timezone.override(zone), translation.override(person.language):  # type: ignore[attr-defined]
            request.LANGUAGE_CODE = person.language
            response = self.get_response(request)
        response.headers["Content-Language"] = person.language
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Forbidden looks like unknown; what a person did wrong is said on the page they came from."""
        if isinstance(error, Refused):
            return page_not_found(request, error)
        if isinstance(error, UserError):
            return _say(request, error)
        return None


def _say(request: HttpRequest, error: UserError) -> HttpResponse:
    back = request.headers.get("Referer", "")
    if request.method == "POST" and url_has_allowed_host_and_scheme(back, {request.get_host()}):
        messages.error(request, error.message)
        return redirect(back)
    return render(request, "ui/user_error.html", {"message": error.message}, status=400)
