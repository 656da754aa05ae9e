"""Somebody else saved meanwhile: both answers side by side, and nothing that was typed is lost."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from selnet.record.facts import Stored
from selnet.record.models import Entry
from selnet.record.wording import shown_value
from selnet.ui.api import active_language

from .entry_drawing import Opened
from .frame import patient_frame

KEPT = {"csrfmiddlewaretoken", "version"}


def stale_page(opened: Opened, now: Entry, typed: Mapping[str, Stored]) -> HttpResponse:
    checked = opened.check(typed, complete=False)
    differences = [
        {
            "label": item.label(active_language()),
            "theirs": shown_value(opened.pack, item, now.answers.get(item.name), active_language()),
            "mine": shown_value(opened.pack, item, checked.answers.get(item.name, typed.get(item.name)), active_language()),
        }
        for item in opened.form.fields
        if now.answers.get(item.name) != checked.answers.get(item.name, typed.get(item.name))
    ]
    context = patient_frame(opened.patient) | {
        "title": opened.title,
        "now": now,
        "differences": differences,
        "sent": _sent(opened),
        "action": reverse("record:entry", args=[opened.patient.pk, now.pk]),
    }
    return render(opened.request, "record/entry_stale.html", context, status=409)


def _sent(opened: Opened) -> list[tuple[str, str]]:
    """Everything that was typed, to be sent again on top of what stands now."""
    lists = opened.request.POST.lists()
    return [(name, str(value)) for name, values in lists if name not in KEPT for value in values]
