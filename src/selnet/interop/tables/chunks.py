"""A chunk of rows: read, turned into patients and checked. Both passes over a file do the same with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from selnet.packs.api import Pack
from selnet.record.api import batches

from . import known
from .cells import Row, RowReader
from .mapping_file import MappingFile
from .rows import Mapped, PatientMaker, RowFault
from .table import RawRow, TableFile, rows_of

CHUNK = 200  # rows


@dataclass(frozen=True)
class Job:
    """A file, the mapping that reads it, and the institution whose patients it holds."""

    table: TableFile
    file: MappingFile
    pack: Pack
    institution_id: int

    @property
    def source(self) -> str:
        return self.file.mapping.id


@dataclass
class Chunk:
    """Rows with what they become. `hashes` are by row number: key and content."""

    mapped: list[Mapped] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    hashes: dict[int, tuple[str, str]] = field(default_factory=dict)
    known: int = 0
    changed: int = 0
    batch: batches.Batch = field(default_factory=batches.Batch)


def chunks_of(job: Job, without: set[int] | frozenset[int] = frozenset()) -> Iterator[Chunk]:
    reader = RowReader(job.file.mapping, job.table.header)
    maker = PatientMaker(job.file.mapping, job.pack)
    keys: dict[str, int] = {}
    raws = (raw for raw in rows_of(job.table) if raw.number not in without)
    while raw := list(islice(raws, CHUNK)):
        chunk = Chunk()
        rows = [row for row in (_row(job, reader, one, chunk, keys) for one in raw) if row is not None]
        for row in _new(job, rows, chunk):
            chunk.mapped.append(maker.make(row))
        _check(job, chunk)
        yield chunk


def _row(job: Job, reader: RowReader, raw: RawRow, chunk: Chunk, keys: dict[str, int]) -> Row | None:
    """The row, when it is one and its key is new in this file."""
    if raw.fault:
        chunk.faults.append(RowFault(raw.number, (), "", raw.fault))
        return None
    row = reader.read(raw)
    column = job.file.mapping.key
    if not row.key:
        chunk.faults.append(RowFault(raw.number, (column,), "", "The key is blank. Every row needs one."))
        return None
    hashed = known.key_hash(job.source, job.institution_id, row.key)
    first = keys.setdefault(hashed, raw.number)
    if first != raw.number:
        chunk.faults.append(RowFault(raw.number, (column,), "", f"The key is that of row {first}. One row a patient."))
        return None
    chunk.hashes[row.number] = (hashed, known.content_hash(row))
    return row


def _new(job: Job, rows: Sequence[Row], chunk: Chunk) -> list[Row]:
    before = known.imported_before(job.source, [chunk.hashes[row.number][0] for row in rows])
    new = []
    for row in rows:
        key, content = chunk.hashes[row.number]
        if key not in before:
            new.append(row)
            continue
        chunk.known += 1
        chunk.changed += before[key] != content
    return new


def _check(job: Job, chunk: Chunk) -> None:
    """The record's own check of every answer, with the column for the person who corrects the file."""
    patients = [batches.NewPatient(job.institution_id, mapped.entries, mapped.row.number) for mapped in chunk.mapped]
    chunk.batch = batches.prepare(job.pack.id, patients)
    for mapped in chunk.mapped:
        chunk.faults += mapped.faults
    told = {(fault.row, fault.field) for fault in chunk.faults}
    for found in chunk.batch.problems:
        name = found.problem.field
        if (found.row, name) not in told:
            columns = _columns(job.file, found.form, name)
            chunk.faults.append(RowFault(found.row, columns, name, found.problem.message))
    chunk.faults.sort(key=lambda fault: fault.row)


def _columns(file: MappingFile, form: str, field: str) -> tuple[str, ...]:
    rules = [rule for _, block, name, rule in file.rules() if block.form == form and name == field]
    return tuple(dict.fromkeys(column for rule in rules for column in rule.reads()))
