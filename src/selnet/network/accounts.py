"""How django-allauth signs people of the network in: its adapters, with our words and our rules."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .seal import seal, unseal
from .second_factor import is_last


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is deactivated."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "incorrect_code": _("This code is not right. Wait for the next one and try again."),
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("The present password is not right."),
        "invalid_password_reset": _("This link does not work any more. Ask for a new one."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
        "rate_limited": _("Too many tries. Wait a minute, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up; people are invited."""
        return False

    def format_email_subject(self, subject: str) -> str:
        return f"SELNET: {subject}"

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the installation's own address: the one that a request names is the sender's to choose."""
        return str(settings.BASE_URL + urlsplit(super().get_reset_password_from_key_url(key)).path)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("network:me")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code of the authenticator app"),
            "mfa_reauthenticate:webauthn": _("Use a passkey or security key"),
        }
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method | {"description": words[method["id"]]} for method in methods]


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("You see patients, so a second factor must stay. Add another one first."),
        "incorrect_code": _("This code is not right. Wait for the next one and try again."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not is_last(authenticator)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "SELNET"}


class OpenIDAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Hospitals' own accounts. They open an account that exists here and never make one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """A provider speaks for the mail domains listed for it, so that one hospital cannot sign in another's people."""
        app = login.provider.app
        domains = app.settings.get("email_domains", []) if app else []
        return email.partition("@")[2].lower() in {domain.lower() for domain in domains}
