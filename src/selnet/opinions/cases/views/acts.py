"""One page an act: what is said with it, one verb. Accepting needs no words, so it is a button alone."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from selnet.access.api import Actor, ActorRequest, UserError, show_at_field
from selnet.opinions.cases import rules
from selnet.opinions.cases.completeness import completeness
from selnet.opinions.cases.forms import ActForm, RedirectForm
from selnet.opinions.cases.links import add_file_url
from selnet.opinions.cases.models import Case, CaseStatus, CaseStep
from selnet.opinions.cases.selectors.cases import get_case
from selnet.opinions.cases.selectors.centres import centres_for
from selnet.opinions.cases.selectors.opinions import side_by_side
from selnet.opinions.cases.selectors.thread import assignments_of
from selnet.opinions.cases.services import opening, triage
from selnet.record.api import pack_of

from .frame import back_to, newest_version, refused_kindly, show
from .page import discipline_titles, files_of, gate_links


@dataclass(frozen=True)
class Act:
    heading: Promise
    label: Promise
    hint: Promise | str
    verb: Promise
    done: Promise
    check: Callable[[Actor, Case], None]
    run: Callable[[Actor, UUID, int, str], Case]
    required: bool = True
    grave: bool = False  # it ends something: the button says so


ASK_MORE = Act(
    gettext_lazy("What else do you need?"),
    gettext_lazy("What the referrer should bring"),
    gettext_lazy("Both clocks stand still until the referrer answers."),
    gettext_lazy("Ask"),
    gettext_lazy("The referrer is asked; the clocks stand still."),
    rules.check_can_ask_more,
    lambda actor, case_id, version, text: triage.ask_more(actor=actor, case_id=case_id, expected_version=version, text=text),
)
SUPPLY = Act(
    gettext_lazy("Answer the centre"),
    gettext_lazy("What did you add, or why can it not be had?"),
    gettext_lazy("Add entries and files first. When you send this, the clocks run again."),
    gettext_lazy("Send"),
    gettext_lazy("The centre has your answer; the clocks run again."),
    rules.check_can_supply,
    lambda actor, case_id, version, text: opening.supply(actor=actor, case_id=case_id, expected_version=version, text=text),
)
DECLINE = Act(
    gettext_lazy("Why can the centre not answer?"),
    gettext_lazy("The reason, and what the referrer can do instead"),
    gettext_lazy("Your centre sees the patient no more afterwards. To give the case to another centre, pass it on instead."),
    gettext_lazy("Decline the case"),
    gettext_lazy("The case was declined; the referrer is told."),
    rules.check_can_decline,
    lambda actor, case_id, version, text: triage.decline(actor=actor, case_id=case_id, expected_version=version, reason=text),
    grave=True,
)
CONCLUDE = Act(
    gettext_lazy("What is the answer?"),
    gettext_lazy("Answer to the referrer"),
    gettext_lazy("Sums up what the experts said. Use it when no board is needed."),
    gettext_lazy("Send the answer"),
    gettext_lazy("The answer is with the referrer."),
    rules.check_can_conclude,
    lambda actor, case_id, version, text: triage.conclude(
        actor=actor, case_id=case_id, expected_version=version, conclusion=text
    ),
)
CLOSE = Act(
    gettext_lazy("Close the case?"),
    gettext_lazy("Anything to add"),
    gettext_lazy("Those who were asked see the patient no more afterwards. The answer stays in the record."),
    gettext_lazy("Close the case"),
    gettext_lazy("The case is closed."),
    rules.check_can_close,
    lambda actor, case_id, version, text: opening.close(actor=actor, case_id=case_id, expected_version=version, note=text),
    required=False,
)
WITHDRAW = Act(
    gettext_lazy("Why is the case withdrawn?"),
    gettext_lazy("Reason"),
    gettext_lazy("Those who were asked see the patient no more afterwards."),
    gettext_lazy("Withdraw the case"),
    gettext_lazy("The case was withdrawn."),
    rules.check_can_withdraw,
    lambda actor, case_id, version, text: opening.withdraw(actor=actor, case_id=case_id, expected_version=version, reason=text),
    grave=True,
)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_more(request: ActorRequest, case_id: UUID) -> HttpResponse:
    return _act(request, case_id, ASK_MORE, _wanting)


@require_http_methods(["GET", "HEAD", "POST"])
def supply(request: ActorRequest, case_id: UUID) -> HttpResponse:
    return _act(request, case_id, SUPPLY, _asked)


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: ActorRequest, case_id: UUID) -> HttpResponse:
    return _act(request, case_id, DECLINE)


@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: ActorRequest, case_id: UUID) -> HttpResponse:
    return _act(request, case_id, CONCLUDE, _opinions)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: ActorRequest, case_id: UUID) -> HttpResponse:
    return _act(request, case_id, CLOSE)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ActorRequest, case_id: UUID) -> HttpResponse:
    return _act(request, case_id, WITHDRAW)


def _nothing(request: ActorRequest, case: Case) -> dict[str, object]:
    return {}


def _wanting(request: ActorRequest, case: Case) -> dict[str, object]:
    return {"gate": completeness(case)}


def _asked(request: ActorRequest, case: Case) -> dict[str, object]:
    """What the centre asked for, in its words."""
    step = CaseStep.objects.filter(case=case, after=CaseStatus.MORE_INFORMATION).select_related("by").order_by("-at").first()
    gate = completeness(case)
    return {
        "asked": step,
        "files": files_of(request.actor, case),
        "add_file_url": add_file_url(case),
        "gate": gate,
        "gate_links": gate_links(request.actor, case, gate),
    }


def _opinions(request: ActorRequest, case: Case) -> dict[str, object]:
    given = [each for each in assignments_of(case) if each.answered_at is not None]
    pack = pack_of(case.patient)
    return {"given": given, "lines": side_by_side(pack, given), "disciplines": discipline_titles(pack)}


Beside = Callable[[ActorRequest, Case], dict[str, object]]


def _act(request: ActorRequest, case_id: UUID, act: Act, beside: Beside = _nothing) -> HttpResponse:
    case = get_case(request.actor, case_id)
    try:
        act.check(request.actor, case)
    except UserError as error:
        return refused_kindly(request, case_id, error)
    form = ActForm(
        request.POST or None, initial={"version": case.version}, label=str(act.label), hint=str(act.hint), required=act.required
    )
    if request.method == "POST" and form.is_valid():
        try:
            act.run(request.actor, case_id, form.cleaned_data["version"], form.cleaned_data["text"])
            messages.success(request, str(act.done))
            return back_to(request, case_id)
        except UserError as error:
            show_at_field(form, error)
            newest_version(form, case)
    context = {"form": form, "act": act, **beside(request, case)}
    return show(request, "cases/act.html", case, context, status=422 if form.errors else 200)


@require_POST
def accept_case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    case = get_case(request.actor, case_id)
    form = ActForm(request.POST)
    try:
        rules.check_can_accept(request.actor, case)
        if not form.is_valid():
            raise UserError(_("The page was incomplete. Nothing was changed; try again."))
        triage.accept(actor=request.actor, case_id=case_id, expected_version=form.cleaned_data["version"])
    except UserError as error:
        return refused_kindly(request, case_id, error)
    messages.success(request, _("The case is yours. Now ask the experts."))
    return redirect("cases:assign", case_id)


@require_http_methods(["GET", "HEAD", "POST"])
def redirect_case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    case = get_case(request.actor, case_id)
    try:
        rules.check_can_redirect(request.actor, case)
    except UserError as error:
        return refused_kindly(request, case_id, error)
    others = [each for each in centres_for(case.from_institution) if each.institution.pk != case.to_institution_id]
    form = RedirectForm(request.POST or None, initial={"version": case.version}, centres=others)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            triage.redirect(
                actor=request.actor, case_id=case_id, expected_version=data["version"],
                institution_id=int(data["institution"]), note=data["note"],
            )  # fmt: skip
            messages.success(request, _("The case was passed on; your centre sees the patient no more."))
            return back_to(request, case_id)
        except UserError as error:
            show_at_field(form, error)
            newest_version(form, case)
    context = {"form": form, "heading": _("Which centre shall answer instead?"), "verb": _("Pass the case on")}
    return show(request, "cases/redirect.html", case, context, status=422 if form.errors else 200)
