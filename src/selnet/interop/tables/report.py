"""An examination in words: for the terminal of the person who holds the file, and for the file that `--report` names.

Words of the file appear only where the mapping lists values: they are categories that somebody must decide about. Faults name
row, column and remedy, never the cell.
"""

from collections.abc import Iterator

from selnet.packs.api import Pack
from selnet.record.api import Entry, shown_value

from .passes import Examination
from .rows import Mapped, RowFault
from .table import DELIMITERS
from .tally import unused_columns

MOST_SHOWN = 40  # faults on one screen
LONGEST_WORD = 60


def summary(seen: Examination) -> Iterator[str]:
    tally, table, mapping = seen.tally, seen.job.table, seen.job.file.mapping
    encoding = "UTF-8" if table.encoding.startswith("utf") else table.encoding
    yield f"{table.path.name}: {tally.rows} rows, {len(table.header)} columns ({encoding}, {DELIMITERS[table.delimiter]})"
    yield f"{mapping.title} [{mapping.id}] into the pack {mapping.pack}"
    changed = f", {tally.changed} of them changed since (the record is not changed by an import)" if tally.changed else ""
    yield f"{tally.new} new patients, {tally.known} imported before{changed}, {tally.refused} rows refused"
    if not tally.entries:
        return
    parts = (f"{form} {count}" for form, count in tally.entries.items())
    yield f"{sum(tally.entries.values())} entries: {', '.join(parts)}"


def first_rows(seen: Examination) -> Iterator[str]:
    """The first rows as they would be."""
    for mapped, entries in seen.shown:
        yield ""
        yield f"Row {mapped.row.number}"
        yield from _entries(seen.job.pack, mapped, entries)


def _entries(pack: Pack, mapped: Mapped, entries: list[Entry]) -> Iterator[str]:
    for entry in entries:
        told = [
            f"{pack.fields[name].label('en')}: {shown_value(pack, pack.fields[name], answer, 'en')}"
            for name, answer in entry.answers.items()
            if not isinstance(answer, dict)
        ]
        without = sum(isinstance(answer, dict) for answer in entry.answers.values())
        draft = " (draft)" if entry.status == "draft" else ""
        rest = f"; {without} not in the file" if without else ""
        yield f"  {pack.forms[entry.form].title.in_('en')}{draft}: {'; '.join(told)}{rest}"


def faults(seen: Examination, most: int = MOST_SHOWN) -> Iterator[str]:
    for fault in seen.faults[:most]:
        yield _fault(fault)
    if len(seen.faults) > most:
        yield f"… and {len(seen.faults) - most} more; --report FILE has them"


def _fault(fault: RowFault) -> str:
    columns = " or ".join(f"'{column}'" for column in fault.columns)
    place = f"row {fault.row}" + (f", column {columns}" if columns else "") + (f" -> {fault.field}" if fault.field else "")
    return f"{place}: {fault.message}"


def losses(seen: Examination) -> Iterator[str]:
    """What stays behind, so that nobody believes that everything came along."""
    tally = seen.tally
    if not tally.cells:
        return
    unused = sum(tally.lost[column] for group in unused_columns(seen.job.file, seen.job.table.header) for column in group.columns)
    taken = tally.cells - unused
    yield f"Kept: {tally.kept} of {tally.cells} answered cells ({_share(tally.kept, tally.cells)})"
    yield f"Kept of the columns that the mapping takes: {tally.kept} of {taken} ({_share(tally.kept, taken)})"
    yield from _anchor(seen)
    yield from _drafts(seen)
    yield from _unverified(seen)
    yield from _lost(seen)
    yield from _unused(seen)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "none"


def _anchor(seen: Examination) -> Iterator[str]:
    anchor = seen.job.file.mapping.anchor
    if anchor is None or not anchor.year:
        return
    if anchor.day:
        yield f"Dates: only the year is known. Day 0 is set to {anchor.day} of it: intervals are exact, days are not real."
    else:
        yield "Dates: only the year is known. What happened on day 0 keeps the bare year; later dates are lost."
    if seen.tally.unanchored:
        yield f"Dates: {seen.tally.unanchored} rows have no year, so their dates and intervals are lost."


def _drafts(seen: Examination) -> Iterator[str]:
    tally = seen.tally
    drafts = {form: count for form, count in tally.drafts.items() if count}
    if drafts:
        yield "Drafts, for want of an answer that may not be missing: " + ", ".join(f"{f} {c}" for f, c in drafts.items())
        yield "  wanting: " + ", ".join(f"{name} {count}" for name, count in tally.unanswerable.most_common())
    if tally.absent:
        code = seen.job.file.mapping.absent
        yield f"Required and not in the file, stored as {code}: " + ", ".join(f"{n} {c}" for n, c in tally.absent.most_common())


def _unverified(seen: Examination) -> Iterator[str]:
    for _, block, name, rule in seen.job.file.rules():
        if not rule.verified:
            yield f"Interpretation not confirmed by a clinician: {block.form}.{name}: {rule.note or 'see the mapping'}"


def _lost(seen: Examination) -> Iterator[str]:
    unused = {column for group in unused_columns(seen.job.file, seen.job.table.header) for column in group.columns}
    for column, count in seen.tally.lost.most_common():
        if column in unused:
            continue
        words = seen.tally.values.get(column)
        shown = "; ".join(f"{_short(word)} {number}" for word, number in words.most_common(12)) if words else ""
        yield f"Cells not kept: '{column}' {count}" + (f": {shown}" if shown else "")


def _short(word: str) -> str:
    return word if len(word) <= LONGEST_WORD else word[: LONGEST_WORD - 1] + "…"


def _unused(seen: Examination) -> Iterator[str]:
    for group in unused_columns(seen.job.file, seen.job.table.header):
        cells = sum(seen.tally.lost[column] for column in group.columns)
        why = group.why or "the mapping does not mention them"
        yield f"Columns not used ({len(group.columns)}, {cells} cells): {why}: {', '.join(group.columns)}"
