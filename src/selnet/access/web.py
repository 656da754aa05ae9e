"""The actor at the door of a view, and what a service refuses on its form."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase

from .actor import Actor
from .errors import UserError
from .permissions import Permission

P = ParamSpec("P")


class ActorRequest(HttpRequest):
    """A request after network.middleware has said who acts."""

    actor: Actor
    user: Any


View = Callable[Concatenate[ActorRequest, P], HttpResponseBase]


def show_at_field(form: BaseForm, error: UserError) -> None:
    """What a service refuses, said at the field that it names; over the form when the form has no such field."""
    form.add_error(error.field if error.field in form.fields else None, error.message)


def requires(permission: Permission) -> Callable[[View[P]], View[P]]:
    """The view exists only for actors with the permission (somewhere); for others it is a 404.

    Where it may be used is decided by the service and by the database.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            request.actor.require(permission)
            return view(request, *args, **kwargs)

        return guarded

    return decorate
