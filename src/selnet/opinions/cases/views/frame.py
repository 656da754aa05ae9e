"""What every page of one case shows around its content, and where a person goes after an act."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from selnet.access.api import ActorRequest, UserError
from selnet.opinions.cases.models import Case
from selnet.opinions.cases.selectors.cases import cases_visible_to
from selnet.record.api import headline


def show(request: ActorRequest, template: str, case: Case, context: dict[str, object], status: int = 200) -> HttpResponse:
    """A page of one case, with the bar that says who the patient is."""
    return render(request, template, {"case": case, "headline": headline(case.patient), **context}, status=status)


def newest_version(form: forms.Form, case: Case) -> None:
    """After an error the form is shown again over the newest state: what was typed stays, saving again is deliberate."""
    assert isinstance(form.data, QueryDict)
    data = form.data.copy()
    data["version"] = str(case.version)
    form.data = data


def back_to(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """The page of the case, or the worklist for whoever sees it no more."""
    if cases_visible_to(request.actor).filter(pk=case_id).exists():
        return redirect("cases:case", case_id)
    return redirect("cases:worklist")


def refused_kindly(request: ActorRequest, case_id: UUID, error: UserError) -> HttpResponse:
    messages.error(request, error.message)
    return back_to(request, case_id)
