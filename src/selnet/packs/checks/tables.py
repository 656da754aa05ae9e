"""Decision tables: conditions over their own inputs, answers among their own outputs."""

from __future__ import annotations

from collections.abc import Iterator

from selnet.packs.checks.expressions import condition_problems
from selnet.packs.drafting import Draft
from selnet.packs.faults import Fault, nearest
from selnet.packs.fields import Field
from selnet.packs.marks import Marked
from selnet.packs.pack import Pack
from selnet.packs.schema_tables import Row, TableSpec, Values
from selnet.packs.tables import FORM, Table

Path_ = tuple[str | int, ...]


def check(pack: Pack, draft: Draft) -> Iterator[Fault]:
    for name, marked in draft.docs.items():
        table = pack.tables.get(str(marked.data.get("id"))) if isinstance(marked.data, dict) else None
        if table is not None and name.startswith("tables/"):
            yield from _table(table, marked)
            yield from _shared_names(pack, table.spec, marked)


def _shared_names(pack: Pack, spec: TableSpec, marked: Marked) -> Iterator[Fault]:
    """An input or output that bears a field's name is that field: it may use the field's codes and no others."""
    for key, items in (("inputs", spec.inputs), ("outputs", spec.outputs)):
        for index, item in enumerate(items):
            field = pack.fields.get(item.name)
            codes = _codes(pack, field) if field else frozenset()
            for code in item.codes() if codes else ():
                if code not in codes:
                    message = f"'{code}' of '{item.name}' is no answer of the field '{item.name}'."
                    yield marked.fault((key, index), message, nearest(code, codes))


def _codes(pack: Pack, field: Field) -> frozenset[str]:
    """What the field can be answered with; empty when that is no closed list."""
    if field.terms in pack.terminologies():
        return frozenset(term.code for term in pack.terminology(field.terms))
    return frozenset(choice.code for choice in field.choice_list)


def _table(table: Table, marked: Marked) -> Iterator[Fault]:
    spec = table.spec
    for index, row in enumerate(spec.rows):
        yield from _when(table, row, marked, ("rows", index))
        if spec.hit == "first":
            yield from _outputs(spec, row.then, marked, ("rows", index, "then"))
    for index, band in enumerate(spec.bands):
        yield from _when(table, band, marked, ("bands", index))
        yield from _outputs(spec, band.then, marked, ("bands", index, "then"))
    yield from _outputs(spec, spec.default or {}, marked, ("default",))


def _when(table: Table, row: Row, marked: Marked, path: Path_) -> Iterator[Fault]:
    schema = table.band_schema if path[0] == "bands" else table.schema
    for message, remedy in condition_problems(row.when, schema, FORM, f"when of '{table.id}'"):
        yield marked.fault((*path, "when"), message, remedy)


def _outputs(spec: TableSpec, values: Values, marked: Marked, path: Path_) -> Iterator[Fault]:
    outputs = {item.name: item for item in spec.outputs}
    for name, value in values.items():
        if name not in outputs:
            yield marked.fault((*path, name), f"'{name}' is no output of '{spec.id}'.", nearest(name, tuple(outputs)))
        elif (codes := outputs[name].codes()) and str(value) not in codes:
            message = f"'{value}' is no choice of the output '{name}'."
            yield marked.fault((*path, name), message, nearest(str(value), codes))
