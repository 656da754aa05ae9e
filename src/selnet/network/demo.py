"""The demo network's way in. None of it works outside demo mode, nor for an account that is not a demo account."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from selnet.access.api import ROLES

from .models import Membership, Person
from .seal import seal, unseal
from .second_factor import replace_totp

DEMO_DOMAIN = "@demo.selnet.example"
DEMO_PASSWORD = "quiet-harbour-47-lantern"  # noqa: S105  shown on the demo's own sign-in page

WHAT_TO_TRY: dict[str, str | Promise] = {
    "referring_clinician": _("Open a patient and ask the network for an opinion."),
    "centre_coordinator": _("See what is late, accept a case, assign experts, prepare the board."),
    "pathologist": _("Answer a case that waits for a reading."),
    "radiologist": _("Answer a case that waits for a reading of images."),
    "surgeon": _("Answer a case and take part in the board."),
    "medical_oncologist": _("Answer a case and take part in the board."),
    "radiation_oncologist": _("Answer a case and take part in the board."),
    "board_chair": _("Lead the meeting and sign its decisions."),
    "data_manager": _("Import data and verify entries."),
    "statistician": _("Read the pseudonymous records of those who agreed."),
    "biobank_manager": _("See the samples of the institution's patients."),
    "educator": _("See the network without any patient."),
    "national_coordinator": _("Invite people at institutions of one country."),
    "network_administrator": _("Add an institution, invite people, end a role."),
    "data_protection_officer": _("Review who looked at what, and the emergency accesses."),
    "policy_reader": _("See the network without any patient."),
}


@dataclass(frozen=True, slots=True)
class DemoAccount:
    email: str
    name: str
    role: str
    institution: str
    what_to_try: str


def is_demo(person: Person) -> bool:
    return settings.DEMO and person.email.endswith(DEMO_DOMAIN)


def provide_totp(person: Person, secret: str) -> None:
    """Gives a demo account its key for an authenticator app, in base 32. Called when the demo network is made."""
    if not person.email.endswith(DEMO_DOMAIN):
        raise ValueError("only demo accounts get a known key")
    replace_totp(person, seal(secret))


def present_code(person: Person) -> str:
    """The code that the account's app would show now, not yet used; empty for anybody who is not a demo account."""
    if not is_demo(person):
        return ""
    factor = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    if factor is None:
        return ""
    secret = unseal(factor.data["secret"])
    now = int(time.time()) // app_settings.TOTP_PERIOD
    codes = [format_hotp_value(hotp_value(secret, counter)) for counter in (now, now + 1, now - 1)]
    used: Callable[[str], str] = factor.wrap()._get_used_cache_key
    fresh = [code for code in codes if cache.get(used(code)) is None]
    return str((fresh or codes)[0])


def demo_accounts() -> tuple[list[DemoAccount], list[DemoAccount]]:
    """Demo accounts that can sign in: one of each role, and the others."""
    if not settings.DEMO:
        return [], []
    rows = (
        Membership.objects.filter(person__email__endswith=DEMO_DOMAIN, person__is_active=True, ended_at=None)
        .select_related("person", "institution")
        .order_by("person_id", "pk")
    )
    accounts: dict[int, DemoAccount] = {}
    for row in rows:
        accounts.setdefault(row.person_id, _account(row))
    first = {account.role: account for account in reversed(accounts.values())}
    leading = [first[str(role.label)] for role in ROLES.values() if str(role.label) in first]
    return leading, [account for account in accounts.values() if account not in leading]


def _account(row: Membership) -> DemoAccount:
    return DemoAccount(
        email=row.person.email,
        name=row.person.name,
        role=str(ROLES[row.role].label),
        institution=row.institution.name,
        what_to_try=str(WHAT_TO_TRY[row.role]),
    )
