"""The two passes over a file: `examine` looks at every row and writes nothing; `write` writes all of it or nothing.

Rows go by in chunks, so that a file of any length fits into memory. What both passes do with a chunk is the same code.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, transaction

from selnet.access.api import Actor, Permission, UserError
from selnet.audit.api import record
from selnet.packs.api import Fault
from selnet.record.api import Entry, batches, pack_of

from . import checks, known
from .chunks import Chunk, Job, chunks_of
from .mapping_file import ImportFaults, read_mapping
from .rows import Mapped, RowFault
from .table import look_at
from .tally import Tally, listed_columns

MOST_FAULTS = 1_000  # kept with their words; the rest is counted
SHOWN = 5  # rows of the preview

Progress = Callable[[int], None]


@dataclass
class Examination:
    job: Job
    tally: Tally = field(default_factory=Tally)
    faults: list[RowFault] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)  # row numbers
    shown: list[tuple[Mapped, list[Entry]]] = field(default_factory=list)


def prepare(*, table: Path, mapping: Path, institution_id: int) -> Job:
    """Reads the mapping and the header. Raises ImportFaults with everything that is wrong with them."""
    file = read_mapping(mapping)
    if not (settings.SELNET_PACKS / file.mapping.pack / "pack.yaml").is_file():
        raise ImportFaults([file.fault(("pack",), f"no pack '{file.mapping.pack}' here.", "Give the id of an installed pack.")])
    pack = pack_of(file.mapping.pack)
    faults: list[Fault] = checks.against_pack(file, pack)
    found = look_at(table)
    faults += checks.against_header(file, found.header)
    if faults:
        raise ImportFaults(faults)
    return Job(found, file, pack, institution_id)


def examine(*, actor: Actor, job: Job, progress: Progress) -> Examination:
    """Every row as it would be written, and everything that is wrong. Writes nothing."""
    _require(actor, job)
    seen = Examination(job)
    for chunk in chunks_of(job):
        _account(seen, chunk)
        progress(seen.tally.rows)
    if not seen.tally.rows:
        raise ImportFaults([Fault(job.table.path, 0, None, "the file has a header and no rows.", "Export it again.")])
    return seen


@transaction.atomic
def write(*, actor: Actor, seen: Examination, leave_out_refused: bool, progress: Progress) -> int:
    """Writes what was examined, in one transaction. Returns how many patients were made."""
    job = seen.job
    _require(actor, job)
    if seen.refused and not leave_out_refused:
        raise UserError("Rows are refused, so nothing is imported. Correct them, or say --leave-out-refused.")
    if look_at(job.table.path).sha256 != job.table.sha256:
        raise UserError("The file has changed since it was looked at. Nothing was imported: start again.")
    count = 0
    try:
        for chunk in chunks_of(job, without=seen.refused):
            count += _write_chunk(actor, job, chunk)
            progress(count)
    except IntegrityError:
        raise UserError("Somebody else imported the same rows meanwhile. Nothing was imported: look again.") from None
    tally = seen.tally
    record(
        actor, "interop.table.imported", kind="import", id=uuid4(), institution_id=job.institution_id, source=job.source,
        patients=count, entries=sum(tally.entries.values()), known=tally.known, left_out=len(seen.refused),
    )  # fmt: skip
    return count


def _require(actor: Actor, job: Job) -> None:
    actor.require(Permission.ENTRY_IMPORT, job.institution_id)
    actor.require(Permission.PATIENT_CREATE, job.institution_id)


def _write_chunk(actor: Actor, job: Job, chunk: Chunk) -> int:
    assert not chunk.faults, "the examination refused these rows"
    batches.write(actor=actor, batch=chunk.batch, why=f"import {job.source}")
    patients = zip(chunk.batch.patients, chunk.mapped, strict=True)
    known.remember(actor, job.source, [(patient, *chunk.hashes[mapped.row.number]) for patient, mapped in patients])
    return len(chunk.batch.patients)


def _account(seen: Examination, chunk: Chunk) -> None:
    listed = listed_columns(seen.job.file)
    tally = seen.tally
    bad = {fault.row for fault in chunk.faults}
    seen.refused |= bad
    seen.faults += chunk.faults[: MOST_FAULTS - len(seen.faults)]
    tally.refused += len(bad)
    tally.known += chunk.known
    tally.changed += chunk.changed
    good = [mapped for mapped in chunk.mapped if mapped.row.number not in bad]
    tally.rows += len(good) + len(bad) + chunk.known
    for mapped in good:
        tally.add(mapped, listed)
        if len(seen.shown) < SHOWN:
            number = chunk.mapped.index(mapped)
            patient = chunk.batch.patients[number]
            seen.shown.append((mapped, [entry for entry in chunk.batch.entries if entry.patient_id == patient.pk]))
