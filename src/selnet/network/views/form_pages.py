"""What several pages of the network do alike."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render

from selnet.access.api import ActorRequest, Refused, UserError, show_at_field

P = ParamSpec("P")
View = Callable[Concatenate[ActorRequest, P], HttpResponse]


def members_only(view: View[P]) -> View[P]:
    """The directory is for those who hold a role in the network. An account without one has its own pages only."""

    @wraps(view)
    def guarded(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.actor.held:
            raise Refused("directory")
        return view(request, *args, **kwargs)

    return guarded


@contextmanager
def errors_into(form: forms.Form) -> Iterator[None]:
    """What a service refuses is said at the field it names; nothing of the attempt stays."""
    try:
        with transaction.atomic():
            yield
    except UserError as error:
        show_at_field(form, error)


def form_page(request: ActorRequest, template: str, form: forms.Form, **context: object) -> HttpResponse:
    """The page of a form: 422 when it was sent and something is wrong with it."""
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)
