"""Entries to look at, and the pages that show them."""

from typing import Any

from django.urls import reverse

from cast import Cast
from selnet.access.api import acting
from selnet.record.api import Entry, EntryStatus, Patient, entries, pack_of


def saved(cast: Cast, patient: Patient, form: str, who: str = "ana", **answers: Any) -> Entry:
    """A complete entry; required questions that are not given are answered with their first choice or a reason."""
    for field in pack_of(patient).forms[form].fields:
        if field.required and field.name not in answers and not field.readonly:
            answers[field.name] = field.choice_list[0].code if field.choice_list else {"missing": "NI"}
    return _save(cast, patient, form, who, answers, EntryStatus.COMPLETE)


def drafted(cast: Cast, patient: Patient, form: str, who: str = "ana", **answers: Any) -> Entry:
    return _save(cast, patient, form, who, answers, EntryStatus.DRAFT)


def _save(cast: Cast, patient: Patient, form: str, who: str, answers: dict[str, Any], status: str) -> Entry:
    actor = cast.actor(who)
    with acting(actor):
        return entries.save(actor=actor, patient=patient, form=form, answers=answers, status=status)


def page(name: str, *keys: object) -> str:
    return reverse(f"record:{name}", args=keys)


def text_of(response: Any) -> str:
    return str(response.content.decode())
