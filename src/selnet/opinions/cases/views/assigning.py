"""Whom to ask: people with their discipline, expertise, load and time, singly or a whole discipline at once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from selnet.access.api import ActorRequest, UserError, show_at_field
from selnet.opinions.cases import rules
from selnet.opinions.cases.forms import AssignForm
from selnet.opinions.cases.models import Assignment, Case
from selnet.opinions.cases.selectors.cases import get_case
from selnet.opinions.cases.selectors.experts import by_discipline, entity_groups, experts_for
from selnet.opinions.cases.services.asking import assign, assign_group
from selnet.record.api import facts_of, pack_of

from .frame import newest_version, refused_kindly, show
from .page import discipline_titles


@require_http_methods(["GET", "HEAD", "POST"])
def assign_page(request: ActorRequest, case_id: UUID) -> HttpResponse:
    case = get_case(request.actor, case_id)
    try:
        rules.check_can_assign(request.actor, case)
    except UserError as error:
        return refused_kindly(request, case_id, error)
    pack = pack_of(case.patient)
    groups = entity_groups(pack, facts_of(case.patient))
    experts = experts_for(case, groups)
    form = AssignForm(request.POST or None, initial={"version": case.version}, people=[each.person.pk for each in experts])
    if request.method == "POST" and form.is_valid():
        try:
            asked = _ask(request, case, form)
            messages.success(
                request, ngettext("%(n)d expert is asked.", "%(n)d experts are asked.", len(asked)) % {"n": len(asked)}
            )
            return redirect("cases:case", case_id)
        except UserError as error:
            show_at_field(form, error)
            newest_version(form, case)
    titles = discipline_titles(pack)
    context = {
        "form": form,
        "chosen": set(request.POST.getlist("people")),
        "groups": [(key, titles.get(key, key), people) for key, people in by_discipline(experts, pack).items()],
        "known_group": bool(groups),
    }
    return show(request, "cases/assign.html", case, context, status=422 if form.errors else 200)


def _ask(request: ActorRequest, case: Case, form: AssignForm) -> list[Assignment]:
    data = form.cleaned_data
    if data["group"]:
        return assign_group(
            actor=request.actor, case_id=case.pk, expected_version=data["version"], discipline=data["group"],
            only_knowing=data["only_knowing"], due_at=form.due_at(),
        )  # fmt: skip
    return assign(
        actor=request.actor, case_id=case.pk, expected_version=data["version"], person_ids=data["people"], due_at=form.due_at()
    )
