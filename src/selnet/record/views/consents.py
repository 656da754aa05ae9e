"""What the patient agreed to: each scope in plain words, asked anew or withdrawn, with the signed form beside it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from selnet.access.api import ActorRequest, Permission, Refused, UserError
from selnet.packs.api import titles
from selnet.record import attachments, consents
from selnet.record.consents import consents_of
from selnet.record.forms.consents import ConsentAnswersForm
from selnet.record.knowledge import pack_of
from selnet.record.models import Attachment, Consent, Patient
from selnet.record.selectors import get_patient
from selnet.ui.api import active_language

from .frame import patient_frame
from .patient import CONSENT_SIGNS


def consents_page(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    patient = get_patient(request.actor, patient_id)
    may_record = request.actor.can(Permission.CONSENT_RECORD, patient.institution_id)
    if request.method == "POST" and not may_record:
        raise Refused("consent")
    standing = consents_of(patient.pk)
    form = ConsentAnswersForm(
        request.POST or None, request.FILES or None, scopes=pack_of(patient).consents.scopes, standing=standing,
        language=active_language(), country=patient.institution.country_id,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and _record(request, patient, form, standing):
        messages.success(request, _("The answers are recorded."))
        return redirect("record:consents", patient.pk)
    context = patient_frame(patient) | {
        "form": form if may_record else None,
        "scopes": _scopes(patient, standing, form),
        "history": _history(patient),
    }
    return render(request, "record/consents.html", context, status=422 if form.is_bound else 200)


def _record(request: ActorRequest, patient: Patient, form: ConsentAnswersForm, standing: dict[str, Consent]) -> bool:
    """All answers of the page, or none. The same page sent twice records them once."""
    given = form.cleaned_data
    new = {s: state for s, state in form.answered().items() if not _same(standing.get(s), state, given["answered_on"])}
    if not form.answered():
        form.add_error(None, _("Choose an answer for at least one of the purposes."))
        return False
    try:
        with transaction.atomic():
            scan = _scan(request, patient, form) if new else None
            for scope, state in new.items():
                consents.answer(
                    actor=request.actor, patient=patient, scope=scope, state=state,
                    answered_on=given["answered_on"], form=given["form"], scan=scan,
                )  # fmt: skip
    except UserError as error:
        form.add_error({"file": "scan"}.get(error.field or "", _field(form, error.field)), error.message)
        return False
    return True


def _same(held: Consent | None, state: str, day: object) -> bool:
    return held is not None and held.state == state and held.answered_on == day


def _field(form: ConsentAnswersForm, name: str | None) -> str | None:
    return name if name in form.fields else None


def _scan(request: ActorRequest, patient: Patient, form: ConsentAnswersForm) -> Attachment | None:
    upload = form.cleaned_data["scan"]
    if upload is None:
        return None
    return attachments.add(actor=request.actor, patient=patient, upload=upload, kind=Attachment.Kind.CONSENT_SCAN)


def _scopes(patient: Patient, standing: dict[str, Consent], form: ConsentAnswersForm) -> list[dict[str, Any]]:
    return [
        {
            "title": scope.title.in_(active_language()),
            "explanation": scope.explanation.in_(active_language()),
            "consent": (held := standing.get(scope.id)),
            "sign": CONSENT_SIGNS[Consent.State(held.state)] if held else "unk",
            "field": form[f"scope_{scope.id}"],
        }
        for scope in pack_of(patient).consents.scopes
    ]


def _history(patient: Patient) -> list[tuple[str, Consent]]:
    """Every answer ever given, newest first; they are never changed."""
    scopes = titles(pack_of(patient).consents.scopes, active_language())
    found = Consent.objects.filter(patient=patient).select_related("form", "recorded_by").order_by("-recorded_at")
    return [(scopes.get(consent.scope, consent.scope), consent) for consent in found]
