"""The home page: what needs you now."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from selnet.access.api import ActorRequest, Permission
from selnet.opinions.cases.panels import WORKLIST_PANELS
from selnet.opinions.cases.selectors.times import last_month
from selnet.opinions.cases.worklist import Worklist, worklist_of


@require_safe
def worklist_page(request: ActorRequest) -> HttpResponse:
    """Every role has one; it may be empty."""
    now = timezone.now()
    worklist = worklist_of(request.actor, now, request.GET.get("show", ""))
    steps, sent = last_month(request.actor, now)
    return render(
        request,
        "cases/worklist.html",
        {
            "worklist": worklist,
            "late": _late_words(worklist.late(now)),
            "rest": _rest_words(worklist.late(now), worklist.today(now)),
            "filters": _filters(worklist),
            "sections": worklist.sections(now),
            "panels": WORKLIST_PANELS.drawn(request)["aside"],
            "steps": steps,
            "sent": sent,
            "can_open": request.actor.can(Permission.CASE_OPEN),
            "may_find": request.actor.can(Permission.PATIENT_VIEW) or request.actor.can(Permission.STUDY_READ),
            "now": now,
        },
    )


def _late_words(late: int) -> str:
    return ngettext("%(n)d clock has run out", "%(n)d clocks have run out", late) % {"n": late} if late else ""


def _rest_words(late: int, today: int) -> str:
    """The rest of the sentence; it says aloud when nothing is late."""
    ends = ngettext("%(n)d ends today", "%(n)d end today", today) % {"n": today}
    if late:
        return (
            _("and %(ends)s. Nothing else is late.") % {"ends": ends}
            if today
            else _("and none ends today. Nothing else is late.")
        )
    return _("Nothing is late; %(ends)s.") % {"ends": ends} if today else _("Nothing is late, and no clock ends today.")


def _filters(worklist: Worklist) -> list[dict[str, object]]:
    home = reverse("cases:worklist")
    pills: list[dict[str, object]] = [
        {"label": _("All"), "url": home, "current": not worklist.chosen, "count": len(worklist.items)}
    ]
    for group, label, count in worklist.groups():
        pills.append({"label": label, "url": f"{home}?show={group}", "current": group == worklist.chosen, "count": count})
    return pills if len(pills) > 2 else []
