"""Writing the request: why, how soon, what, to whom, and what else the pack's request form asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from selnet.access.api import ActorRequest, Permission, UserError, requires, show_at_field
from selnet.opinions.cases import rules
from selnet.opinions.cases.forms import DraftForm
from selnet.opinions.cases.models import Case
from selnet.opinions.cases.request_form import KNOWN, REQUEST
from selnet.opinions.cases.selectors.cases import get_case
from selnet.opinions.cases.selectors.centres import centres_for
from selnet.opinions.cases.services import opening
from selnet.packs.api import Form
from selnet.record.api import (
    Checked,
    EntryErrors,
    Patient,
    Sheet,
    Stored,
    answers_typed,
    get_patient,
    headline,
    pack_of,
)
from selnet.ui.api import active_language

from .frame import newest_version, refused_kindly


@dataclass
class Page:
    """The request as it stands or as it was typed."""

    request: ActorRequest
    patient: Patient
    case: Case | None
    form: DraftForm
    details: Mapping[str, Stored]
    checked: Checked | None = None

    def draw(self) -> HttpResponse:
        pack = pack_of(self.patient)
        sheet = Sheet(pack, further(self.patient), active_language(), self.details, self.checked)
        context = {
            "form": self.form,
            "sheet": sheet,
            "details_open": bool(self.details),
            "case": self.case,
            "headline": headline(self.patient),
        }
        return render(self.request, "cases/request.html", context, status=422 if self.form.errors else 200)


def further(patient: Patient) -> Form:
    """The questions of the request form that the page does not ask already."""
    form = pack_of(patient).forms[REQUEST]
    return replace(form, fields=tuple(field for field in form.fields if field.name not in KNOWN))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASE_OPEN)
def new_case(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    patient = get_patient(request.actor, patient_id)
    rules.check_can_open(request.actor, patient.institution_id)

    def save(page: Page) -> Case:
        asked = page.form.request(page.details)
        return opening.open_case(actor=request.actor, patient_id=patient_id, request=asked, case_id=page.form.key_value())

    return _page(request, patient, None, save)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASE_OPEN)
def edit_draft(request: ActorRequest, case_id: UUID) -> HttpResponse:
    case = get_case(request.actor, case_id)
    try:
        rules.check_can_edit_draft(request.actor, case)
    except UserError as error:
        return refused_kindly(request, case_id, error)

    def save(page: Page) -> Case:
        version, asked = page.form.cleaned_data["version"], page.form.request(page.details)
        return opening.save_draft(actor=request.actor, case_id=case_id, expected_version=version, request=asked)

    return _page(request, case.patient, case, save)


def _page(request: ActorRequest, patient: Patient, case: Case | None, save: Callable[[Page], Case]) -> HttpResponse:
    initial = DraftForm.values_of(case) if case else {}
    form = DraftForm(request.POST or None, pack=pack_of(patient), centres=centres_for(patient.institution), initial=initial)
    if request.method != "POST":
        return Page(request, patient, case, form, case.details if case else {}).draw()
    page = Page(request, patient, case, form, answers_typed(further(patient), request.POST, {}))
    if not form.is_valid():
        return page.draw()
    try:
        return redirect("cases:case", save(page).pk)
    except UserError as error:
        show_at_field(form, error)
        if isinstance(error, EntryErrors):
            page.checked = Checked(dict(page.details), error.problems, frozenset())
        if case is not None:
            newest_version(form, case)
    return page.draw()
