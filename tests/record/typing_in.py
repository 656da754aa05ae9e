"""An imaging form as Ana types it, sent as a browser sends it."""

from typing import Any
from uuid import UUID, uuid4

from browsing import page

from cast import Cast, signed_in_english
from selnet.access.api import acting
from selnet.record.api import Entry, Patient

IMAGING = {"imaging_date": "2/6/2026", "modality": "mri", "region": "primary", "imaging_result": "suspicious"}


def entry_of(cast: Cast, pk: UUID | None = None) -> Entry:
    with acting(cast.actor("ana")):
        return Entry.objects.get(pk=pk) if pk else Entry.objects.get()


def posted(cast: Cast, url: str, who: str = "ana", **sent: Any) -> Any:
    return signed_in_english(cast.people[who]).post(url, sent)


def new_imaging(cast: Cast, patient: Patient, who: str = "ana", **sent: Any) -> Any:
    return posted(cast, page("new_entry", patient.pk, "imaging"), who, **({"new_id": uuid4()} | IMAGING | sent))


def changed(cast: Cast, entry: Entry, who: str = "ana", **sent: Any) -> Any:
    url = page("entry", entry.patient_id, entry.pk)
    return posted(cast, url, who, **({"version": entry.version} | IMAGING | sent))
