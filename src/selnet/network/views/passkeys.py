from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import remove_webauthn
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from selnet.access.api import ActorRequest
from selnet.network.second_factor import is_last


def remove_passkey(request: ActorRequest, pk: int) -> HttpResponseBase:
    """allauth's page, which asks the adapter about apps but not about keys: the last factor of who sees patients stays."""
    key = Authenticator.objects.filter(user=request.user, pk=pk).first()
    if key and is_last(key):
        messages.error(request, _("You see patients, so a second factor must stay. Add another one first."))
        return redirect("mfa_list_webauthn")
    response: HttpResponseBase = remove_webauthn(request, pk=pk)
    return response
