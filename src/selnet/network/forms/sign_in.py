"""django-allauth's forms with our words, so that they speak all the languages of the platform."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

CODE_HINT = _("Six digits from the authenticator app, or one of your recovery codes.")


class _Worded(forms.Form):
    """Puts our labels and hints on the fields of a form that is not ours; placeholders go, for labels say it."""

    mark_optional = False
    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class SignInForm(_Worded, account.LoginForm):  # type: ignore[misc]
    labels = {"login": _("E-mail address"), "password": _("Password")}


class ResetPasswordForm(_Worded, account.ResetPasswordForm):  # type: ignore[misc]
    labels = {"email": _("E-mail address")}


class NewPasswordForm(_Worded, account.ResetPasswordKeyForm):  # type: ignore[misc]
    labels = {"password1": _("New password"), "password2": _("New password again")}
    hints = {"password1": _("At least 12 characters, not easy to guess. Several unrelated words are good.")}


class ChangePasswordForm(_Worded, account.ChangePasswordForm):  # type: ignore[misc]
    labels = {"oldpassword": _("Present password")} | NewPasswordForm.labels
    hints = NewPasswordForm.hints


class ConfirmPasswordForm(_Worded, account.ReauthenticateForm):  # type: ignore[misc]
    labels = {"password": _("Password")}


class CodeForm(_Worded, mfa.AuthenticateForm):  # type: ignore[misc]
    labels = {"code": _("Code")}
    hints = {"code": CODE_HINT}


class ConfirmCodeForm(_Worded, mfa.ReauthenticateForm):  # type: ignore[misc]
    labels = {"code": _("Code")}
    hints = {"code": CODE_HINT}


class ActivateAppForm(_Worded, totp.ActivateTOTPForm):  # type: ignore[misc]
    labels = {"code": _("Code that the app shows now")}


class AddPasskeyForm(_Worded, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    labels = {"name": _("Name of this key"), "passwordless": _("Also let me sign in with it alone, without password")}
    hints = {"passwordless": _("The device then asks for its PIN or your fingerprint each time.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"] = _("My phone or key")


class RenamePasskeyForm(_Worded, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    labels = {"name": _("Name of this key")}
