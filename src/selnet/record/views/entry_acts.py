"""What is done to an entry as a whole: its history, verified, locked, removed, an older version restored."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from selnet.access.api import ActorRequest, Refused, UserError
from selnet.packs.api import Pack
from selnet.record import entry_states, patients
from selnet.record.entries import PERSON
from selnet.record.knowledge import pack_of
from selnet.record.models import Entry, EntryStatus, EntryVersion, Patient
from selnet.record.selectors import can_write, get_patient
from selnet.record.wording import shown_value
from selnet.ui.api import active_language, whole_number

from .frame import patient_frame, typed_line
from .patient import entry_title

DONE = {
    EntryStatus.VERIFIED: gettext_lazy("The form is verified."),
    EntryStatus.LOCKED: gettext_lazy("The form is locked: answers no longer change."),
    EntryStatus.COMPLETE: gettext_lazy("The form is open for changes again."),
}


def history(request: ActorRequest, patient_id: UUID, entry_id: UUID) -> HttpResponse:
    """Every version, newest first, with what changed from the one before."""
    patient, entry = _found(request, patient_id, entry_id)
    patients.noticed(request.actor, patient, "entry history")
    pack = pack_of(patient)
    versions = list(EntryVersion.objects.filter(entry=entry).select_related("saved_by").order_by("-version"))
    older: list[EntryVersion | None] = [*versions[1:], None]
    rows = [
        {"version": version, "changes": _changes(pack, before, version), "newest": version.version == entry.version}
        for version, before in zip(versions, older, strict=True)
    ]
    title = entry_title(entry, pack, active_language())
    frame = patient_frame(patient)
    frame["crumbs"] += [(title, reverse("record:entry", args=[patient.pk, entry.pk]))]
    fixed = entry.status in (EntryStatus.LOCKED, EntryStatus.SIGNED)
    person_form = entry.form in pack.forms and pack.forms[entry.form].written_by == PERSON
    context = {"entry": entry, "title": title, "rows": rows,
               "may_restore": can_write(request.actor, patient) and person_form and not fixed}  # fmt: skip
    return render(request, "record/entry_history.html", frame | context)


def _changes(pack: Pack, before: EntryVersion | None, after: EntryVersion) -> list[dict[str, str]]:
    old = before.answers if before else {}
    names = [name for name in pack.fields if old.get(name) != after.answers.get(name)]
    lang = active_language()
    return [
        {
            "label": pack.fields[name].label(lang),
            "before": shown_value(pack, pack.fields[name], old.get(name), lang),
            "after": shown_value(pack, pack.fields[name], after.answers.get(name), lang),
        }
        for name in names
    ]


@require_POST
def set_status(request: ActorRequest, patient_id: UUID, entry_id: UUID) -> HttpResponse:
    wanted = request.POST.get("status", "")
    if wanted not in DONE:
        raise Refused("status")

    def act(patient: Patient, entry: Entry, version: int) -> None:
        reason = typed_line(request, "reason")
        entry_states.set_status(
            actor=request.actor,
            entry_id=entry.pk,
            patient=patient,
            status=wanted,
            expected_version=version,
            reason=reason,
        )
        messages.success(request, str(DONE[EntryStatus(wanted)]))

    return _act(request, patient_id, entry_id, act)


@require_POST
def remove(request: ActorRequest, patient_id: UUID, entry_id: UUID) -> HttpResponse:
    def act(patient: Patient, entry: Entry, version: int) -> None:
        reason = typed_line(request, "reason")
        entry_states.remove(actor=request.actor, entry_id=entry.pk, patient=patient, expected_version=version, reason=reason)
        messages.success(request, _("The entry is removed. Its history stays and it can be restored."))

    return _act(request, patient_id, entry_id, act)


@require_POST
def restore(request: ActorRequest, patient_id: UUID, entry_id: UUID) -> HttpResponse:
    old = whole_number(request.POST.get("old", ""))
    if old is None:
        raise Refused("version")

    def act(patient: Patient, entry: Entry, version: int) -> None:
        entry_states.restore(actor=request.actor, entry_id=entry.pk, patient=patient, version=old, expected_version=version)
        messages.success(request, _("Version %(number)s is the newest again.") % {"number": old})

    return _act(request, patient_id, entry_id, act)


def _act(request: ActorRequest, patient_id: UUID, entry_id: UUID, act: Callable[[Patient, Entry, int], None]) -> HttpResponse:
    """Does it and shows the entry's history. What cannot be done is said there, and nothing is changed."""
    patient, entry = _found(request, patient_id, entry_id)
    try:
        act(patient, entry, whole_number(request.POST.get("version", "")) or 0)
    except UserError as error:
        messages.error(request, error.message)
    return redirect("record:entry_history", patient.pk, entry.pk)


def _found(request: ActorRequest, patient_id: UUID, entry_id: UUID) -> tuple[Patient, Entry]:
    patient = get_patient(request.actor, patient_id)
    entry = Entry.objects.filter(pk=entry_id, patient=patient).first()
    if entry is None:
        raise Refused("entry")
    return patient, entry
