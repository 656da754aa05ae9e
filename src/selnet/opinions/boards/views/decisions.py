"""A signed decision: its letter, addenda, and whether it was carried out."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from selnet.access.api import Actor, ActorRequest, Permission, Refused, UserError, requires, show_at_field
from selnet.opinions.boards.forms import AddendumForm, LanguageForm
from selnet.opinions.boards.models import Decision
from selnet.opinions.boards.quorum import quorum_as_signed
from selnet.opinions.boards.row_forms import ExecutionForm
from selnet.opinions.boards.selectors import decisions as reads
from selnet.opinions.boards.services import executions, letters, signing
from selnet.opinions.boards.signed_content import is_intact
from selnet.opinions.cases.api import case_title
from selnet.record.api import attachments, headline, headlines, pack_of, patients
from selnet.ui.api import active_language


@require_GET
@requires(Permission.PATIENT_VIEW)
def decision_page(request: ActorRequest, decision_id: UUID) -> HttpResponse:
    decision = _signed(request.actor, decision_id)
    patients.noticed(request.actor, decision.patient, what="decision")
    return _page(request, decision)


def _signed(actor: Actor, decision_id: UUID) -> Decision:
    """A decision has a page of its own once it is signed; before, it lives on the presenter screen."""
    decision = reads.get_decision(actor, decision_id)
    if not decision.signed_at:
        raise Refused("not signed")
    return decision


def _page(
    request: ActorRequest, decision: Decision, *, form: ExecutionForm | None = None, addendum: AddendumForm | None = None
) -> HttpResponse:
    language, pack = active_language(), pack_of(decision.patient)
    lines = reads.lines_of(pack, decision, language)
    board = decision.item.meeting.board
    failed = form is not None or addendum is not None
    may_answer = request.actor.can(Permission.EXECUTION_RECORD, decision.patient.institution_id)
    context = {
        "decision": decision,
        "item": decision.item,
        "meeting": decision.item.meeting,
        "board": board,
        "headline": headline(decision.patient),
        "title": case_title(decision.case),
        "lines": lines,
        "open_answers": len(reads.unanswered(lines)),
        "quorum": quorum_as_signed(pack, decision.quorum),
        "sources": _sources(decision, lines),
        "is_intact": is_intact(decision, [line.row for line in lines if line.row]),
        "addenda": reads.addenda_of(decision),
        "letters": reads.letters_of(decision),
        "may_answer": may_answer,
        "may_add": any(request.actor.can(p, board.institution_id) for p in (Permission.BOARD_SIGN, Permission.BOARD_PREPARE)),
        "form": form or (ExecutionForm(pack=pack, lines=lines) if may_answer else None),
        "addendum_form": addendum or AddendumForm(),
    }
    context["rows"] = list(context["form"].rows()) if context["form"] else []  # type: ignore[attr-defined]
    return render(request, "boards/decision.html", context, status=422 if failed else 200)


def _sources(decision: Decision, lines: list[reads.ModalityLine]) -> list[tuple[str, str]]:
    """Guidelines that the recommendations rest on, with their citation when the pack has it."""
    known = pack_of(decision.patient).sources
    named = dict.fromkeys(name for line in lines if line.row for name in line.row.guidelines.split(", ") if name)
    return [(name, known[name].citation if name in known else "") for name in named]


@require_POST
@requires(Permission.EXECUTION_RECORD)
def answer_executions(request: ActorRequest, decision_id: UUID) -> HttpResponse:
    decision = _signed(request.actor, decision_id)
    request.actor.require(Permission.EXECUTION_RECORD, decision.patient.institution_id)
    pack = pack_of(decision.patient)
    form = ExecutionForm(request.POST, pack=pack, lines=reads.lines_of(pack, decision, active_language()))
    if form.is_valid():
        try:
            executions.answer(actor=request.actor, decision=decision, answers=form.answers())
        except UserError as error:
            show_at_field(form, error)
    if form.errors:
        return _page(request, decision, form=form)
    messages.success(request, _("Saved. Thank you: the network learns from this what of its advice can be carried out."))
    return redirect("boards:decision", decision.pk)


@require_POST
@requires(Permission.BOARD_TAKE_PART)
def add_addendum(request: ActorRequest, decision_id: UUID) -> HttpResponse:
    decision = _signed(request.actor, decision_id)
    form = AddendumForm(request.POST)
    if form.is_valid():
        try:
            signing.add(
                actor=request.actor, decision=decision, text=form.cleaned_data["text"], addendum_id=form.cleaned_data["key"]
            )
        except UserError as error:
            show_at_field(form, error)
    if form.errors:
        return _page(request, decision, addendum=form)
    messages.success(request, _("The addendum stands, and a new letter with it is made."))
    return redirect("boards:decision", decision.pk)


@require_POST
@requires(Permission.PATIENT_VIEW)
def make_letter(request: ActorRequest, decision_id: UUID) -> HttpResponse:
    """The letter in another language."""
    decision = _signed(request.actor, decision_id)
    form = LanguageForm(request.POST)
    if not form.is_valid():
        raise Refused("language")
    letter = letters.keep_letter(actor=request.actor, decision=decision, language=form.cleaned_data["language"])
    return redirect("boards:letter", letter.pk)


@require_GET
@requires(Permission.PATIENT_VIEW)
def letter_file(request: ActorRequest, letter_id: UUID) -> FileResponse:
    letter = reads.get_letter(request.actor, letter_id)
    file = attachments.open_file(request.actor, letter.attachment)
    return FileResponse(file, filename=attachments.filename(letter.attachment), content_type="application/pdf")


@require_GET
@requires(Permission.EXECUTION_RECORD)
def execution_list(request: ActorRequest) -> HttpResponse:
    """What boards advised on the patients of the actor's institution, and what has no answer yet."""
    found = reads.decisions_to_answer(request.actor)
    said = headlines([decision.patient for decision in found])
    asked = reads.counts_of(found)
    context = {"waiting": [(decision, said[decision.patient_id], asked[decision.pk]) for decision in found]}
    return render(request, "boards/executions.html", context)
