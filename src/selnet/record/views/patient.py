"""The page of one patient: who, the course, the entries, files, consent, and what other packages add."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import ActorRequest, Permission
from selnet.packs.api import Pack
from selnet.record import patients, timeline
from selnet.record.attachments import attachments_of
from selnet.record.consents import consents_of
from selnet.record.forms.patients import AttachmentForm
from selnet.record.headlines import Headline, headline
from selnet.record.knowledge import pack_of
from selnet.record.models import AccessGrant, Attachment, Consent, Entry, Patient
from selnet.record.panels import PATIENT_PANELS
from selnet.record.selectors import can_write, entries_of, get_patient, opened_by_grant
from selnet.record.wording import shown_date, summary_of
from selnet.ui.api import active_language

from .frame import patient_frame

FIRST_SHOWN = 12  # entries; the rest is folded
PREVIEWED = ("image/jpeg", "image/png", "image/tiff")


def patient_page(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    patient = get_patient(request.actor, patient_id)
    patients.noticed(request.actor, patient)
    pack, lang, today = pack_of(patient), active_language(), timezone.localdate()
    entries = entries_of(patient.pk)
    known = headline(patient)
    found = timeline.happenings(patient, pack, entries, lang, today)
    writes = can_write(request.actor, patient)
    rows = [entry_row(entry, patient, pack, lang) for entry in entries if entry.form in pack.forms]
    context = patient_frame(patient, known) | {
        "title": _title(known, entries),
        "lede": _lede(found, today),
        "course": timeline.drawn(pack, found, lang, today, patient.pseudonym),
        "happenings": found,
        "rows": rows[:FIRST_SHOWN],
        "more_rows": rows[FIRST_SHOWN:],
        "may_write": writes,
        "files": [_file_row(file, request, writes) for file in attachments_of(request.actor, patient)],
        "file_form": AttachmentForm() if writes or opened_by_grant(request.actor, patient.pk) else None,
        "consents": _consent_rows(patient, pack, lang),
        "may_open_identity": request.actor.can(Permission.IDENTITY_OPEN, patient.institution_id),
        "may_record_consent": request.actor.can(Permission.CONSENT_RECORD, patient.institution_id),
        "emergency": _emergency(request, patient),
        "panels": PATIENT_PANELS.drawn(request, patient),
    }
    return render(request, "record/patient.html", context)


def entry_row(entry: Entry, patient: Patient, pack: Pack, lang: str) -> dict[str, Any]:
    """One line of the table of entries."""
    return {"entry": entry, "title": entry_title(entry, pack, lang), "says": summary_of(entry, patient, lang),
            "date": shown_date(entry.event_date, lang) if entry.event_date else ""}  # fmt: skip


def entry_title(entry: Entry, pack: Pack, lang: str) -> str:
    """`Surgery 2`; without a number when the form is filled once."""
    form = pack.forms.get(entry.form)
    if form is None:
        return entry.form
    title = form.title.in_(lang)
    return f"{title} {entry.instance}" if form.repeating else title


def _title(known: Headline, entries: list[Entry]) -> str:
    if known.tumour or known.site:
        return _run_on(part for part in (known.tumour, known.site) if part)
    return _("No tumour recorded yet") if entries else _("New patient: nothing recorded yet")


def _run_on(parts: Iterable[str]) -> str:
    """Answers as one phrase: only the first keeps its capital, except where it is an abbreviation."""
    words = [word for part in parts for word in part.split(", ")]
    return ", ".join(word if n == 0 or not word[1:2].islower() else word[:1].lower() + word[1:] for n, word in enumerate(words))


def _lede(found: list[timeline.Happening], today: date) -> str:
    """What happened last and what is planned next."""
    past = [here for here in found if here.start <= today]
    ahead = [here for here in found if here.start > today]
    sentences = []
    if past:
        sentences.append(_("Last: %(event)s.") % {"event": _told(past[-1])})
    if ahead:
        sentences.append(_("Next: %(event)s.") % {"event": _told(ahead[0])})
    return " ".join(sentences)


def _told(here: timeline.Happening) -> str:
    return _("%(form)s, %(when)s") % {"form": here.form, "when": here.when} + (f": {_run_on([here.says])}" if here.says else "")


def _file_row(file: Attachment, request: ActorRequest, writes: bool) -> dict[str, Any]:
    shown = file.media_type in PREVIEWED and file.kind != Attachment.Kind.SLIDE
    own = file.added_by_id is not None and file.added_by_id == request.actor.person_id
    return {"file": file, "preview": shown, "may_remove": own or writes}


CONSENT_SIGNS = {Consent.State.GIVEN: "met", Consent.State.REFUSED: "not", Consent.State.WITHDRAWN: "not"}


def _consent_rows(patient: Patient, pack: Pack, lang: str) -> list[dict[str, Any]]:
    standing = consents_of(patient.pk)
    return [
        {"title": scope.title.in_(lang), "consent": (held := standing.get(scope.id)),
         "sign": CONSENT_SIGNS[Consent.State(held.state)] if held else "unk"}
        for scope in pack.consents.scopes
    ]  # fmt: skip


def _emergency(request: ActorRequest, patient: Patient) -> AccessGrant | None:
    """The actor's own emergency access, when that is why the page opens."""
    if request.actor.can(Permission.PATIENT_VIEW, patient.institution_id):
        return None
    return AccessGrant.objects.filter(
        patient=patient, person_id=request.actor.person_id or 0, why=AccessGrant.Why.BREAK_GLASS,
        ended_at=None, expires_at__gt=timezone.now(),
    ).first()  # fmt: skip
