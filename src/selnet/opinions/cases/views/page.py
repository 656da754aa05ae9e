"""The page of a case: the question, its clocks, what is known, what the experts say, the conversation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from selnet.access.api import Actor, ActorRequest, UserError, show_at_field
from selnet.opinions.cases import rules
from selnet.opinions.cases.actions import actions_for
from selnet.opinions.cases.clocks import clocks_of, urgency_of
from selnet.opinions.cases.completeness import Gate, completeness
from selnet.opinions.cases.forms import MessageForm, SendForm, clock_in_words
from selnet.opinions.cases.links import add_file_url, attachment_url, entry_url, form_url
from selnet.opinions.cases.models import Assignment, Case, CaseStatus
from selnet.opinions.cases.panels import CASE_PANELS
from selnet.opinions.cases.request_form import REQUEST
from selnet.opinions.cases.selectors.cases import asked_of, get_case
from selnet.opinions.cases.selectors.opinions import side_by_side
from selnet.opinions.cases.selectors.thread import assignments_of, messages_of, steps_of
from selnet.opinions.cases.services.thread import write_message
from selnet.opinions.cases.stages import ENDED
from selnet.opinions.cases.titles import case_reason
from selnet.packs.api import Pack, titles
from selnet.record.api import Attachment, Entry, attachments, entries_of, pack_of, patients, shown_date, shown_value, summary_of
from selnet.ui.api import active_language

from .frame import refused_kindly, show


@dataclass(frozen=True)
class Moment:
    """One step of the history, in words."""

    label: str
    at: datetime
    by: str
    note: str


def history_of(case: Case) -> list[Moment]:
    """Newest first."""
    return [
        Moment(str(CaseStatus(step.after).label), step.at, step.by.name if step.by else "SELNET", step.note)
        for step in reversed(steps_of(case))
    ]


@dataclass(frozen=True)
class RecordLine:
    """One entry of the record in one line."""

    form: str
    date: str
    says: str
    url: str
    status: str


@require_safe
def case_page(request: ActorRequest, case_id: UUID) -> HttpResponse:
    case = get_case(request.actor, case_id)
    patients.noticed(request.actor, case.patient, "case")
    return draw_case(request, case)


def draw_case(
    request: ActorRequest,
    case: Case,
    *,
    send_form: SendForm | None = None,
    message_form: MessageForm | None = None,
) -> HttpResponse:
    """The page, with the one of its forms that has errors as it was typed."""
    wrong = next((form for form in (send_form, message_form) if form is not None), None)
    assignments = assignments_of(case)
    gate = completeness(case)
    context: dict[str, object] = {
        "form": wrong,
        "gate": gate,
        "gate_links": gate_links(request.actor, case, gate),
        "send_form": send_form or SendForm(initial={"version": case.version}),
        "message_form": message_form or MessageForm(),
        "actions": actions_for(request.actor, case, assignments),
        "panels": CASE_PANELS.drawn(request, case),
    }
    context |= _said(request.actor, case, assignments) | _about(request.actor, case)
    return show(request, "cases/case.html", case, context, status=422 if wrong is not None else 200)


def _about(actor: Actor, case: Case) -> dict[str, object]:
    urgency = urgency_of(case)
    return {
        "title": case_reason(case),
        "urgency": urgency.title.in_(active_language()) if urgency else case.urgency,
        "urgency_words": clock_in_words(urgency) if urgency else "",
        "clocks": clocks_of(case),
        "is_draft": case.status == CaseStatus.DRAFT,
        "is_referrer": rules.is_referrer(actor, case),
        "is_coordinator": rules.is_coordinator(actor, case),
        "request_lines": request_lines(case),
        "record": record_lines(case),
        "files": files_of(actor, case),
        "add_file_url": add_file_url(case) if case.status not in ENDED and attachments.can_add(actor, case.patient) else "",
        "steps": history_of(case),
    }


def _said(actor: Actor, case: Case, assignments: Sequence[Assignment]) -> dict[str, object]:
    """Opinions and the thread. Who still owes an opinion reads the others' after giving it, so that it is their own."""
    own = next((each for each in assignments if each.person_id == actor.person_id), None)
    blind = own is not None and rules.can_answer(actor, case, own)
    given = [each for each in assignments if each.answered_at is not None]
    return {
        "assignments": assignments,
        "given": given,
        "owed": sum(each.answered_at is None and each.declined_at is None for each in assignments),
        "blind": blind,
        "lines": [] if blind else side_by_side(pack_of(case.patient), given),
        "disciplines": discipline_titles(pack_of(case.patient)),
        "thread": messages_of(case),
        "can_write": rules.can_write_message(actor, case, is_expert=own is not None),
        "remindable": {each.pk for each in assignments if rules.can_remind(actor, case, each)},
    }


def discipline_titles(pack: Pack) -> dict[str, str]:
    return titles(pack.board.disciplines, active_language())


def gate_links(actor: Actor, case: Case, gate: Gate) -> dict[str, list[tuple[str, str]]]:
    """For who writes the record: each wanting thing with the forms in which it is filled."""
    if not rules.is_referrer(actor, case):
        return {}
    return {item.id: [(title, form_url(case, form)) for form, title in item.forms] for item in gate.wanting}


def request_lines(case: Case) -> list[tuple[str, str]]:
    """What else the referrer wrote: the case in a few lines, the local plan, and so on."""
    pack, language = pack_of(case.patient), active_language()
    asked = [field for field in pack.forms[REQUEST].fields if field.name in case.details]
    return [(field.label(language), shown_value(pack, field, case.details[field.name], language)) for field in asked]


def record_lines(case: Case) -> list[RecordLine]:
    """The record, newest first. What cases wrote themselves stands elsewhere on the page."""
    pack, language = pack_of(case.patient), active_language()
    return [
        _line(entry, case, pack, language) for entry in entries_of(case.patient_id) if pack.forms[entry.form].written_by != "case"
    ]


def _line(entry: Entry, case: Case, pack: Pack, language: str) -> RecordLine:
    title = pack.forms[entry.form].title.in_(language)
    return RecordLine(
        title,
        shown_date(entry.event_date, language),
        summary_of(entry, case.patient, language),
        entry_url(case, entry),
        entry.status,
    )


def files_of(actor: Actor, case: Case) -> list[tuple[Attachment, str]]:
    return [(each, attachment_url(each)) for each in attachments.attachments_of(actor, case.patient)]


@require_POST
def add_message(request: ActorRequest, case_id: UUID) -> HttpResponse:
    case = get_case(request.actor, case_id)
    try:
        rules.check_can_write_message(request.actor, case, is_expert=asked_of(request.actor, case) is not None)
    except UserError as error:
        return refused_kindly(request, case_id, error)
    form = MessageForm(request.POST)
    if form.is_valid():
        try:
            write_message(
                actor=request.actor, case_id=case_id, text=form.cleaned_data["text"], message_id=form.cleaned_data["key"]
            )
            return redirect("cases:case", case_id)
        except UserError as error:
            show_at_field(form, error)
    return draw_case(request, case, message_form=form)
