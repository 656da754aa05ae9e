"""The frame around every page: who looks, which places their roles open, which languages there are, what they were told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from selnet.access.api import NOBODY, ROLES, Actor, Permission
from selnet.network.api import Institution, Notice
from selnet.ui.api import LanguageLink, NavItem, Viewer

P = Permission


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the platform: its name, its first page, the application it belongs to, the permissions of which one opens it."""

    label: str | Promise
    url_name: str
    app_name: str
    opened_by: frozenset[Permission]

    def is_open_to(self, actor: Actor) -> bool:
        return not self.opened_by or any(actor.can(permission) for permission in self.opened_by)


OPINIONS = frozenset({P.CASE_OPEN, P.CASE_TRIAGE, P.CASE_ANSWER, P.BOARD_PREPARE})
PLACES = (
    Place(_("Worklist"), "cases:worklist", "cases", frozenset()),  # everybody's first page
    Place(_("Patients"), "record:patients", "record", frozenset({P.PATIENT_VIEW, P.PATIENT_CREATE, P.STUDY_READ})),
    Place(_("Opinions"), "cases:cases", "cases", OPINIONS),
    Place(_("Boards"), "boards:boards", "boards", frozenset({P.BOARD_PREPARE, P.BOARD_TAKE_PART, P.BOARD_SIGN})),
    Place(_("Network"), "network:institutions", "network", frozenset()),
    Place(_("Audit"), "audit:trail", "audit", frozenset({P.AUDIT_REVIEW})),
)
NOT_UNDER_NETWORK = frozenset({"me", "profile_edit", "notice_settings", "welcome"})


def frame(request: HttpRequest) -> dict[str, Any]:
    """What base.html reads. Worked out only when a page draws its frame, so a fragment costs no query."""
    actor: Actor = getattr(request, "actor", NOBODY)
    is_open = bool(actor.held) and not getattr(request, "second_factor_missing", False)
    return {
        "languages": [LanguageLink(code, name, code == get_language()) for code, name in settings.LANGUAGES],
        "demo": settings.DEMO,
        "nav": _lazily(lambda: _places(request, actor)) if is_open else [],
        "viewer": _lazily(lambda: _viewer(actor)) if actor.person_id else None,
        "footer_links": [NavItem(str(_("Roles and what they may do")), reverse("network:roles"))] if is_open else [],
        "notices": _lazily(lambda: _notices(actor)) if actor.person_id else None,
    }


def _lazily(work: Callable[[], object]) -> object:
    return SimpleLazyObject(work)


def _places(request: HttpRequest, actor: Actor) -> list[NavItem]:
    here = _current(request)
    opened = [place for place in PLACES if place.is_open_to(actor)]
    return [NavItem(str(place.label), reverse(place.url_name), place is here) for place in opened]


def _current(request: HttpRequest) -> Place | None:
    """The place that the page belongs to: its own first page, else the last place of its application."""
    match = request.resolver_match
    if match is None or match.url_name in NOT_UNDER_NETWORK:
        return None
    exact = [place for place in PLACES if place.url_name == match.view_name]
    within = [place for place in PLACES if place.app_name == match.app_name]
    return next(iter(exact), within[-1] if within else None)


def _viewer(actor: Actor) -> Viewer:
    places = list(Institution.objects.filter(pk__in={held.institution_id for held in actor.held}).values_list("name", flat=True))
    labels = sorted({str(ROLES[held.role].label) for held in actor.held})
    return Viewer(
        name=actor.name,
        role_label=" · ".join(labels) or actor.name,
        institution=" · ".join(sorted(places)),
        account_url=reverse("network:me"),
        sign_out_url=reverse("account_logout"),
    )


@dataclass(frozen=True, slots=True)
class Notices:
    """The bell: how many are not read yet, in a number and in words."""

    url: str
    count: int

    @property
    def words(self) -> str:
        if not self.count:
            return str(_("Notices"))
        return ngettext("%(count)d new notice", "%(count)d new notices", self.count) % {"count": self.count}


def _notices(actor: Actor) -> Notices:
    unread = Notice.objects.filter(person_id=actor.person_id or 0, read_at=None).count()
    return Notices(reverse("notices:list"), unread)
