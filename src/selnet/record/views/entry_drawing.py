"""One form of one patient on the page: questions in steps, what is known beside them, what may be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from selnet.access.api import ActorRequest, UserError
from selnet.packs.api import Form, Pack
from selnet.record import entries, entry_states
from selnet.record.answers import Checked
from selnet.record.cleaning import Problem
from selnet.record.entries import PERSON
from selnet.record.facts import Stored
from selnet.record.forms.known import facts_for_browser, known_already
from selnet.record.forms.questions import Section
from selnet.record.forms.sheet import Sheet, right_token
from selnet.record.knowledge import pack_of
from selnet.record.models import Entry, EntryStatus, Patient
from selnet.record.selectors import can_write, entries_of
from selnet.ui.api import active_language

from .frame import next_url, patient_frame
from .patient import entry_title

Answers = Mapping[str, Stored]


@dataclass
class Opened:
    """A form opened on a page; `entry` None: a new one, which will have `key`."""

    request: ActorRequest
    patient: Patient
    form: Form
    entry: Entry | None
    key: UUID

    @cached_property
    def pack(self) -> Pack:
        return pack_of(self.patient)

    @cached_property
    def others(self) -> list[Entry]:
        """The other entries of the patient, newest event first."""
        return [entry for entry in entries_of(self.patient.pk) if entry.pk != self.key]

    @property
    def title(self) -> str:
        if self.entry:
            return entry_title(self.entry, self.pack, active_language())
        return self.form.title.in_(active_language())

    @property
    def may_change(self) -> bool:
        """Whether the answers may be changed now by this actor."""
        if self.form.written_by != PERSON or not can_write(self.request.actor, self.patient):
            return False
        fixed = (EntryStatus.LOCKED, EntryStatus.SIGNED)
        return self.entry is None or (self.entry.status not in fixed and not self.entry.removed)

    def check(self, answers: Answers, complete: bool) -> Checked:
        instance = self.entry.instance if self.entry else None
        return entries.preview(self.patient, self.form.id, answers, instance=instance, complete=complete)


def defaults(form: Form) -> dict[str, Stored]:
    """What a new form begins with: @DEFAULT, and @TODAY for days."""
    found: dict[str, Stored] = {}
    for item in form.fields:
        if item.tags.get("DEFAULT"):
            value = item.tags["DEFAULT"]
            found[item.name] = value.split(",") if item.type == "checkbox" else value
        elif "TODAY" in item.tags:
            found[item.name] = timezone.localdate().isoformat()
    return found


def unconfirmed(opened: Opened, answers: Answers) -> list[Problem]:
    """Unusual answers that are new and that nobody has said to be right."""
    checked = opened.check(answers, complete=True)
    if checked.hard:
        return []  # the errors come first; the page says what is unusual with them
    stored = opened.entry.answers if opened.entry else {}
    said = set(opened.request.POST.getlist("right"))
    return [p for p in checked.problems if p.soft and right_token(p.field, checked.answers.get(p.field)) not in said
            and stored.get(p.field) != checked.answers.get(p.field)]  # fmt: skip


def draw(
    opened: Opened, answers: Answers, *, complete: bool = False, error: UserError | None = None, status: int = 200
) -> HttpResponse:
    checked = opened.check(answers, complete)
    computed = {name: answer for name, answer in checked.answers.items() if opened.pack.fields[name].readonly}
    shown = {**answers, **computed}
    sheet = Sheet(opened.pack, opened.form, active_language(), shown, checked)
    failed = bool(checked.hard) or error is not None
    context = patient_frame(opened.patient) | _what(opened) | _around(opened)
    context |= {
        "sheet": sheet,
        "steps": [_step(section) for section in sheet.sections],
        "errors": _errors(sheet, error) if failed and status != 200 else [],
        "reason": opened.request.POST.get("reason", ""),
        "reason_error": error.message if error and error.field == "reason" else "",
        "said_right": opened.request.POST.getlist("right"),
        "ask_right": status != 200 and complete,
    }
    return render(opened.request, "record/entry.html", context, status=status)


def _what(opened: Opened) -> dict[str, Any]:
    entry = opened.entry
    changes = entry is not None and entry.status != EntryStatus.DRAFT
    acts = [
        status for status in (EntryStatus.VERIFIED, EntryStatus.LOCKED, EntryStatus.COMPLETE)
        if entry and not entry.removed and entry_states.can_set_status(opened.request.actor, entry, opened.patient, status)
    ]  # fmt: skip
    return {
        "entry": entry,
        "title": opened.title,
        "form_id": opened.form.id,
        "instance": entry.instance if entry else 1 + sum(1 for other in opened.others if other.form == opened.form.id),
        "version": entry.version if entry else opened.request.POST.get("version", ""),
        "new_id": None if entry else opened.key,
        "may_change": opened.may_change,
        "needs_reason": changes,
        "acts": acts,
        "next": next_url(opened.request, ""),
        "action": opened.request.path,
    }


def _around(opened: Opened) -> dict[str, Any]:
    facts = facts_for_browser(opened.pack, opened.form, opened.others)
    return {
        "known": known_already(opened.patient, opened.pack, opened.form, opened.others, active_language()),
        "facts_script": SafeString(json_script(facts).replace("<script", "<script data-facts", 1)),
        "today": timezone.localdate().isoformat(),
        "history_url": reverse("record:entry_history", args=[opened.patient.pk, opened.entry.pk]) if opened.entry else "",
    }


def _errors(sheet: Sheet, error: UserError | None) -> list[dict[str, str]]:
    found = [{"target": q.target, "text": f"{q.label}: {q.error}"} for q in sheet.questions if q.error]
    if error is not None:
        found.append({"target": "reason" if error.field == "reason" else "main", "text": error.message})
    return found


def _step(section: Section) -> dict[str, str]:
    """One line of the parts of the form: what is still to do there."""
    asked = [question for question in section.questions if question.kind not in ("calculated", "descriptive")]
    wrong = sum(1 for question in asked if question.error)
    answered = sum(1 for question in asked if question.answered)
    step = {"label": section.title, "url": f"#{section.id}"}
    if wrong:
        return step | {"kind": "not", "word": ngettext("%(n)d error", "%(n)d errors", wrong) % {"n": wrong}}
    if not answered:
        return step | {"kind": "na", "word": _("Not started")}
    if all(question.answered for question in asked if question.required):
        return step | {"kind": "met", "icon": "complete", "word": _("%(n)d answered") % {"n": answered}}
    return step | {"kind": "unk", "icon": "draft", "word": _("Started")}
