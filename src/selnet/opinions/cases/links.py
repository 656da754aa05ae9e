"""Addresses of the record that the pages of cases lead to. They come back to the case."""

from urllib.parse import urlencode

from django.urls import reverse

from selnet.record.api import Attachment, Entry

from .models import Case


def form_url(case: Case, form: str) -> str:
    """Where the form is filled: a new one of a repeating form, the only one of another."""
    return _and_back(reverse("record:new_entry", args=[case.patient_id, form]), case)


def entry_url(case: Case, entry: Entry) -> str:
    return _and_back(reverse("record:entry", args=[case.patient_id, entry.pk]), case)


def add_file_url(case: Case) -> str:
    return _and_back(reverse("record:add_attachment", args=[case.patient_id]), case)


def attachment_url(attachment: Attachment) -> str:
    return reverse("record:attachment", args=[attachment.pk])


def _and_back(url: str, case: Case) -> str:
    return f"{url}?{urlencode({'next': reverse('cases:case', args=[case.pk])})}"
