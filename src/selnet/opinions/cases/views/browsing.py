"""All cases that the actor may see, by the part they have in them and by where the case stands."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from selnet.access.api import Actor, ActorRequest, Permission, Refused
from selnet.opinions.cases.clocks import clocks_of
from selnet.opinions.cases.models import Assignment, Case, CaseStatus
from selnet.opinions.cases.selectors.cases import cases_visible_to
from selnet.opinions.cases.stages import ENDED
from selnet.opinions.cases.titles import case_reason
from selnet.record.api import Headline, headlines
from selnet.ui.api import Clock

PAGE = 25
STANDS: dict[str, tuple[Promise, Q]] = {
    "open": (pgettext_lazy("cases", "Open"), ~Q(status__in=(*ENDED, CaseStatus.DECIDED))),
    "answered": (_("Answered"), Q(status=CaseStatus.DECIDED)),
    "ended": (_("Ended"), Q(status__in=ENDED)),
    "all": (_("All"), Q()),
}


@dataclass(frozen=True)
class Row:
    case: Case
    title: str
    headline: Headline
    clock: Clock | None


@require_safe
def case_list(request: ActorRequest) -> HttpResponse:
    if not any(request.actor.can(each) for each in (Permission.CASE_OPEN, Permission.CASE_TRIAGE, Permission.CASE_ANSWER)):
        raise Refused("cases")
    parts = _parts(request.actor)
    part = request.GET.get("part", "") if request.GET.get("part") in parts else ""
    stands = request.GET.get("stands", "open") if request.GET.get("stands") in STANDS else "open"
    found = cases_visible_to(request.actor).filter(STANDS[stands][1])
    if part:
        found = found.filter(parts[part][1])
    page = Paginator(found.order_by("-opened_at", "pk"), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "cases/list.html",
        {
            "rows": _rows(list(page.object_list)),
            "page": page,
            "parts": _pills("part", {"": (_("All parts"), Q()), **parts}, part, f"&stands={stands}"),
            "stands": _pills("stands", STANDS, stands, f"&part={part}"),
            "can_open": request.actor.can(Permission.CASE_OPEN),
        },
    )


def _parts(actor: Actor) -> dict[str, tuple[Promise, Q]]:
    """The parts that the actor's roles can have in a case."""
    found: dict[str, tuple[Promise, Q]] = {}
    if actor.can(Permission.CASE_OPEN):
        found["asked"] = (_("We ask"), Q(from_institution_id__in=actor.institutions_with(Permission.CASE_OPEN)))
    if actor.can(Permission.CASE_TRIAGE):
        found["triage"] = (_("We answer"), Q(to_institution_id__in=actor.institutions_with(Permission.CASE_TRIAGE)))
    if actor.can(Permission.CASE_ANSWER):
        mine = Assignment.objects.filter(person_id=actor.person_id or 0).values("case_id")
        found["expert"] = (_("My opinion is asked"), Q(pk__in=mine))
    return found if len(found) > 1 else {}


def _pills(name: str, choices: dict[str, tuple[Promise, Q]], chosen: str, keep: str) -> list[dict[str, object]]:
    home = reverse("cases:cases")
    return (
        [
            {"label": label, "url": f"{home}?{name}={key}{keep}", "current": key == chosen, "count": ""}
            for key, (label, _rule) in choices.items()
        ]
        if len(choices) > 1
        else []
    )


def _rows(cases: list[Case]) -> list[Row]:
    who = headlines({case.patient_id: case.patient for case in cases}.values())
    now = timezone.now()
    return [Row(case, case_reason(case), who[case.patient_id], clocks_of(case, now).main) for case in cases]
