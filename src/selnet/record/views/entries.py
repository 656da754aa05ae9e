"""Filling in a form of the dictionary: a new entry, or the next version of one.

The page works without script. With it, frontend/branching.js shows and hides and computes; the server judges all of it again.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from selnet.access.api import ActorRequest, Refused, UserError
from selnet.packs.api import Form
from selnet.record import entries, patients
from selnet.record.entries import PERSON, EntryErrors, StaleEntry
from selnet.record.forms.typed import answers_typed
from selnet.record.knowledge import pack_of
from selnet.record.models import Entry, EntryStatus, Patient
from selnet.record.selectors import can_write, entries_of, get_patient
from selnet.ui.api import active_language, whole_number

from . import entry_drawing
from .entry_drawing import Opened, draw
from .entry_stale import stale_page
from .frame import next_url, patient_frame, typed_line


def choose_form(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """Which form? Those that are filled once lead to the one that exists."""
    patient = get_patient(request.actor, patient_id)
    if not can_write(request.actor, patient):
        raise Refused("entry")
    held: dict[str, int] = {}
    for entry in entries_of(patient.pk):
        held[entry.form] = held.get(entry.form, 0) + 1
    lang = active_language()
    forms = [
        {"id": form.id, "title": form.title.in_(lang), "count": held.get(form.id, 0), "repeating": form.repeating}
        for form in pack_of(patient).forms.values()
        if form.written_by == PERSON
    ]
    return render(request, "record/choose_form.html", patient_frame(patient) | {"forms": forms})


def new_entry(request: ActorRequest, patient_id: UUID, form: str) -> HttpResponse:
    patient = get_patient(request.actor, patient_id)
    spec = _person_form(patient, form)
    if not can_write(request.actor, patient):
        raise Refused("entry")
    standing = None if spec.repeating else Entry.objects.filter(patient=patient, form=form, instance=1).first()
    opened = Opened(request, patient, spec, None, _given_key(request))
    if request.method == "POST":
        return _save_once(opened, standing)
    if standing is not None and standing.removed:
        messages.info(request, _("This form was removed. Restore the version that is right; it can be changed then."))
        return redirect("record:entry_history", patient.pk, standing.pk)
    if standing is not None:
        return redirect("record:entry", patient.pk, standing.pk)
    patients.noticed(request.actor, patient, "new entry")
    return draw(opened, entry_drawing.defaults(spec))


def entry_page(request: ActorRequest, patient_id: UUID, entry_id: UUID) -> HttpResponse:
    """Shown to whoever sees the patient; filled in by those who keep the record."""
    patient = get_patient(request.actor, patient_id)
    entry = Entry.objects.select_related("saved_by").filter(pk=entry_id, patient=patient).first()
    spec = pack_of(patient).forms.get(entry.form) if entry else None
    if entry is None or spec is None:
        raise Refused("entry")
    opened = Opened(request, patient, spec, entry, entry.pk)
    if request.method == "POST" and opened.may_change:
        return _save(opened)
    if request.method == "POST":
        raise Refused("entry")
    patients.noticed(request.actor, patient, "entry")
    return draw(opened, entry.answers)


def _person_form(patient: Patient, form: str) -> Form:
    spec = pack_of(patient).forms.get(form)
    if spec is None or spec.written_by != PERSON:
        raise Refused("form")
    return spec


def _given_key(request: ActorRequest) -> UUID:
    """The key of the new entry: given with the page, so that the page sent twice makes one entry."""
    try:
        return UUID(request.POST.get("new_id", ""))
    except ValueError:
        return uuid4()


def _save_once(opened: Opened, standing: Entry | None) -> HttpResponse:
    """A form that is filled once, opened by two people at the same time: the second sees what the first wrote."""
    if standing is not None and standing.pk != opened.key:
        return stale_page(opened, standing, answers_typed(opened.form, opened.request.POST, {}))
    return _save(opened)


def _save(opened: Opened) -> HttpResponse:
    request, patient = opened.request, opened.patient
    stored = opened.entry.answers if opened.entry else {}
    typed = answers_typed(opened.form, request.POST, stored)
    complete = request.POST.get("do") != "draft"
    unusual = entry_drawing.unconfirmed(opened, typed) if complete else []
    if unusual:
        return draw(opened, typed, complete=True, status=422)
    try:
        entry = entries.save(actor=request.actor, patient=patient, form=opened.form.id, answers=typed,
                             status=EntryStatus.COMPLETE if complete else EntryStatus.DRAFT,
                             reason=typed_line(request, "reason"), **_which(opened))  # fmt: skip
    except StaleEntry as error:
        return stale_page(opened, error.entry, typed)
    except EntryErrors:
        return draw(opened, typed, complete=complete, status=422)
    except UserError as error:
        return draw(opened, typed, complete=complete, error=error, status=422)
    return _saved(opened, entry)


def _which(opened: Opened) -> Mapping[str, Any]:
    if opened.entry is None:
        instance = None if opened.form.repeating else 1
        return {"new_id": opened.key, "instance": instance, "expected_version": _version(opened.request, 0) or None}
    version = _version(opened.request, opened.entry.version)
    return {"instance": opened.entry.instance, "expected_version": version}


def _version(request: ActorRequest, otherwise: int) -> int:
    number = whole_number(request.POST.get("version", ""))
    return otherwise if number is None else number


def _saved(opened: Opened, entry: Entry) -> HttpResponse:
    page = reverse("record:entry", args=[opened.patient.pk, entry.pk])
    if entry.status == EntryStatus.DRAFT:
        messages.success(opened.request, _("Draft saved. Colleagues see it as a draft until you mark it complete."))
        return redirect(page)
    messages.success(opened.request, _("%(form)s is saved and complete.") % {"form": opened.title})
    return redirect(next_url(opened.request, reverse("record:patient", args=[opened.patient.pk])))
