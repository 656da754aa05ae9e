"""For those who keep the network: which centres are late. Counts by centre; no case, no patient."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from selnet.access.api import ActorRequest, Permission, requires
from selnet.network.api import Institution, country_name
from selnet.opinions.cases.selectors.times import CentreCount, counts_by_centre
from selnet.ui.api import duration_words


@dataclass(frozen=True)
class Row:
    institution: Institution
    count: CentreCount

    @property
    def country(self) -> str:
        return country_name(self.institution.country_id)

    @property
    def longest(self) -> str:
        return duration_words(timezone.now() - self.count.since) if self.count.since else ""


@require_safe
@requires(Permission.MEMBER_INVITE)
def centre_clocks(request: ActorRequest) -> HttpResponse:
    counts = counts_by_centre()
    known = Institution.objects.in_bulk([count.institution_id for count in counts])
    rows = [Row(known[count.institution_id], count) for count in counts]
    return render(request, "cases/centres.html", {"rows": rows, "late": sum(row.count.late for row in rows)})
