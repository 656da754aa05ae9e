"""What cases put on the worklist, for the referrer, the coordinator and the expert."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from selnet.access.api import Actor, Permission

from . import clocks
from .models import Assignment, Case, CaseStatus
from .selectors.cases import RELATED, cases_visible_to
from .stages import OPEN
from .titles import case_reason
from .worklist import WorkItem, register_worklist_source

S = CaseStatus


def register() -> None:
    register_worklist_source(triage_items, group="cases", label=gettext_lazy("Cases"))
    register_worklist_source(referrer_items, group="asked", label=gettext_lazy("My questions"))
    register_worklist_source(expert_items, group="opinions", label=gettext_lazy("Opinions"))


# --- the coordinator


def triage_items(actor: Actor, now: datetime) -> Iterator[WorkItem]:
    """Cases at the centres where the actor triages and whose move is the centre's."""
    centres = actor.institutions_with(Permission.CASE_TRIAGE)
    if not centres:
        return
    asked = Prefetch("assignments", Assignment.objects.select_related("person").order_by("due_at"), to_attr="asked")
    cases = cases_visible_to(actor).filter(to_institution_id__in=centres, status__in=(S.SENT, S.MORE_INFORMATION, S.ACCEPTED))
    for case in cases.prefetch_related(asked):
        yield _triage_item(case, now)


def _triage_item(case: Case, now: datetime) -> WorkItem:
    page, you = _page(case), _("You")
    if case.status == S.SENT:
        return _item(case, now, _("Accept a case"), you, _("Open"), page, case_reason(case))
    if case.status == S.MORE_INFORMATION:
        return _item(
            case, now, _("More information asked"), case.from_institution.name, _("Open"), page, case_reason(case), mine=False
        )
    return _accepted_item(case, now, case.asked)  # type: ignore[attr-defined]  # the prefetch above


def _accepted_item(case: Case, now: datetime, asked: list[Assignment]) -> WorkItem:
    owed = [each for each in asked if each.answered_at is None and each.declined_at is None]
    given = sum(each.answered_at is not None for each in asked)
    if not asked or not (owed or given):
        detail = _("Everybody asked has declined") if asked else case_reason(case)
        return _item(case, now, _("Assign experts"), _("You"), _("Assign"), reverse("cases:assign", args=[case.pk]), detail)
    answers = ngettext("%(n)d opinion given", "%(n)d opinions given", given) % {"n": given}
    if not owed:
        return _item(case, now, _("Answer the case, or list it for a board"), _("You"), _("Answer"), _page(case), answers)
    names = ", ".join(each.person.name for each in owed[:3])
    if owed[0].due_at < now:
        url = reverse("cases:remind", args=[owed[0].pk])
        clock = clocks.clock_of_assignment(owed[0], case, now)
        return WorkItem(
            _("Opinion unanswered"), case.patient, names, _("Remind"), url, detail=case_reason(case), due=owed[0].due_at,
            clock=clock,
            mine=False, posts=True, page=_page(case),
        )  # fmt: skip
    return _item(case, now, _("Experts are answering"), names, _("Open"), _page(case), answers, mine=False)


# --- the referring clinician


def referrer_items(actor: Actor, now: datetime) -> Iterator[WorkItem]:
    """Drafts, questions of the centre and answers that wait to be read."""
    places = actor.institutions_with(Permission.CASE_OPEN)
    if not places:
        return
    mine = Q(status__in=(S.DRAFT, S.MORE_INFORMATION)) | Q(status=S.DECIDED) & ~Q(conclusion="")
    cases = cases_visible_to(actor).filter(mine, from_institution_id__in=places)
    for case in cases:
        yield _referrer_item(case, now)


def _referrer_item(case: Case, now: datetime) -> WorkItem:
    page, you = _page(case), _("You")
    if case.status == S.DRAFT:
        return _item(case, now, _("Finish and send a case"), you, _("Continue"), page, case_reason(case))
    if case.status == S.MORE_INFORMATION:
        return _item(
            case, now, _("The centre asks for more"), you, _("Answer"), reverse("cases:supply", args=[case.pk]), case_reason(case)
        )
    return _item(case, now, _("Read the answer"), you, _("Read"), page, case_reason(case))


# --- the expert


def expert_items(actor: Actor, now: datetime) -> Iterable[WorkItem]:
    """Opinions that the actor owes."""
    if actor.person_id is None or not actor.can(Permission.CASE_ANSWER):
        return []
    owed = Assignment.objects.filter(person_id=actor.person_id, answered_at=None, declined_at=None, case__status__in=OPEN)
    found = owed.select_related(*(f"case__{name}" for name in RELATED))
    return [_expert_item(assignment, now) for assignment in found]


def _expert_item(assignment: Assignment, now: datetime) -> WorkItem:
    case = assignment.case
    return WorkItem(
        _("Give your opinion"), case.patient, _("You"), _("Answer"), reverse("cases:answer", args=[assignment.pk]),
        detail=case_reason(case), due=None if case.paused_at else assignment.due_at,
        clock=clocks.clock_of_assignment(assignment, case, now), page=_page(case),
    )  # fmt: skip


def _page(case: Case) -> str:
    return reverse("cases:case", args=[case.pk])


def _item(
    case: Case, now: datetime, title: str, waits_for: str, verb: str, url: str, detail: str, *, mine: bool = True
) -> WorkItem:
    due = None if case.paused_at else clocks.next_due(case)
    clock = clocks.clocks_of(case, now).main if case.status not in (S.DRAFT, S.DECIDED) else None
    return WorkItem(title, case.patient, waits_for, verb, url, detail=detail, due=due, clock=clock, mine=mine, page=_page(case))
