"""An expert's answer: the pack's questions, with the record beside them."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from selnet.access.api import ActorRequest, Permission, UserError, requires
from selnet.opinions.cases import rules
from selnet.opinions.cases.clocks import clock_of_assignment
from selnet.opinions.cases.forms import ActForm
from selnet.opinions.cases.models import Assignment
from selnet.opinions.cases.opinion_form import GIVEN_BY_CASE, OPINION
from selnet.opinions.cases.selectors.cases import get_assignment
from selnet.opinions.cases.selectors.thread import messages_of
from selnet.opinions.cases.services.answering import answer, decline_assignment
from selnet.opinions.cases.services.asking import remind as remind_expert
from selnet.packs.api import Form
from selnet.record.api import Checked, EntryErrors, Sheet, Stored, answers_typed, entries, pack_of, patients
from selnet.ui.api import active_language

from .frame import back_to, refused_kindly, show
from .page import discipline_titles, files_of, record_lines, request_lines


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASE_ANSWER)
def answer_page(request: ActorRequest, assignment_id: UUID) -> HttpResponse:
    assignment = get_assignment(request.actor, assignment_id)
    try:
        rules.check_can_answer(request.actor, assignment.case, assignment)
    except UserError as error:
        return refused_kindly(request, assignment.case_id, error)
    if request.method != "POST":
        patients.noticed(request.actor, assignment.case.patient, "opinion")
        return _draw(request, assignment, {}, None)
    typed = answers_typed(_asked(assignment), request.POST, {})
    try:
        answer(actor=request.actor, assignment_id=assignment_id, answers=typed)
    except EntryErrors:
        return _draw(request, assignment, typed, _checked(assignment, typed))
    except UserError as error:
        return refused_kindly(request, assignment.case_id, error)
    messages.success(request, _("Your opinion is in the record. Thank you."))
    return redirect("cases:case", assignment.case_id)


def _asked(assignment: Assignment) -> Form:
    """The questions of the opinion, without those whose answer is known."""
    form = pack_of(assignment.case.patient).forms[OPINION]
    return replace(form, fields=tuple(field for field in form.fields if field.name not in GIVEN_BY_CASE))


def _checked(assignment: Assignment, typed: Mapping[str, Stored]) -> Checked:
    """What is wrong with the answers; the ones that are known do not count."""
    found = entries.preview(assignment.case.patient, OPINION, typed, instance=None, complete=True)
    return replace(found, problems=tuple(each for each in found.problems if each.field not in GIVEN_BY_CASE))


def _draw(request: ActorRequest, assignment: Assignment, typed: Mapping[str, Stored], checked: Checked | None) -> HttpResponse:
    case = assignment.case
    pack = pack_of(case.patient)
    sheet = Sheet(pack, _asked(assignment), active_language(), typed, checked)
    context: dict[str, object] = {
        "assignment": assignment,
        "discipline": discipline_titles(pack).get(assignment.discipline, assignment.discipline),
        "clock": clock_of_assignment(assignment, case, timezone.now()),
        "sheet": sheet,
        "today": timezone.localdate().isoformat(),
        "errors": [{"target": each.target, "text": f"{each.label}: {each.error}"} for each in sheet.questions if each.error],
        "request_lines": request_lines(case),
        "record": record_lines(case),
        "files": files_of(request.actor, case),
        "thread": messages_of(case),
    }
    return show(request, "cases/answer.html", case, context, status=422 if checked else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASE_ANSWER)
def decline_page(request: ActorRequest, assignment_id: UUID) -> HttpResponse:
    assignment = get_assignment(request.actor, assignment_id)
    case = assignment.case
    try:
        rules.check_can_decline_assignment(request.actor, case, assignment)
    except UserError as error:
        return refused_kindly(request, case.pk, error)
    form = ActForm(
        request.POST or None, initial={"version": case.version}, label=_("Reason"), rows=3,
        hint=_("The coordinator reads it and asks somebody else. You see the patient no more afterwards."),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            decline_assignment(actor=request.actor, assignment_id=assignment_id, reason=form.cleaned_data["text"])
            messages.success(request, _("The coordinator is told."))
            return back_to(request, case.pk)
        except UserError as error:
            form.add_error("text" if error.field == "reason" else None, error.message)
    context = {"form": form, "heading": _("Why can you not answer?"), "verb": _("Decline")}
    return show(request, "cases/decline_assignment.html", case, context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.CASE_TRIAGE)
def remind(request: ActorRequest, assignment_id: UUID) -> HttpResponse:
    assignment = get_assignment(request.actor, assignment_id)
    try:
        remind_expert(actor=request.actor, assignment_id=assignment_id)
    except UserError as error:
        return refused_kindly(request, assignment.case_id, error)
    messages.success(request, _("%(name)s is reminded.") % {"name": assignment.person.name})
    return back_to(request, assignment.case_id)
