"""Which rows were imported before: by keyed hashes, so that the table tells nobody who is in it."""

import json
from collections.abc import Iterable

from selnet.access.api import Actor
from selnet.interop.models import SourceRow
from selnet.record.api import Patient, identities

from .cells import Row


def key_hash(source: str, institution_id: int, key: str) -> str:
    return identities.keyed_hash(f"row|{source}|{institution_id}|{key}")


def content_hash(row: Row) -> str:
    return identities.keyed_hash("cells|" + json.dumps(row.answered, sort_keys=True, ensure_ascii=False))


def imported_before(source: str, hashes: Iterable[str]) -> dict[str, str]:
    """Key hash to content hash of the rows that are known already."""
    found = SourceRow.objects.filter(source=source, key_hash__in=list(hashes))
    return dict(found.values_list("key_hash", "content_hash"))


def remember(actor: Actor, source: str, rows: Iterable[tuple[Patient, str, str]]) -> None:
    SourceRow.objects.bulk_create(
        [
            SourceRow(source=source, patient=patient, key_hash=key, content_hash=content, imported_by_id=actor.person_id)
            for patient, key, content in rows
        ],
        batch_size=500,
    )
