from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from selnet.access.api import ActorRequest
from selnet.network.models import Language, Person
from selnet.network.services.people import choose_language


@require_POST
@login_not_required
def set_language(request: ActorRequest) -> HttpResponse:
    """The language switch: kept with the person who is signed in, and in this browser for the pages before sign-in."""
    language, back = request.POST.get("language", ""), request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if here else "/")
    if language not in Language.values:
        return response
    if isinstance(request.user, Person):
        choose_language(person=request.user, language=language)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE, httponly=True,
    )  # fmt: skip
    return response
