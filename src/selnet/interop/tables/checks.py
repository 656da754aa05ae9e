"""A mapping against the dictionary that it maps to, and against the header of the file that it reads."""

from collections.abc import Iterable, Iterator, Sequence

from selnet.packs.api import Fault, Field, Pack, nearest

from .mapping_file import MappingFile, Path_
from .schema import Anchor, Answer, Block, Condition, Reason, Rule

PERSON = "person"  # forms that people fill; cases, reviews and boards write the others
DATED = "date"


def against_pack(file: MappingFile, pack: Pack) -> list[Fault]:
    return [*_reasons(file, pack), *_blocks(file, pack), *_fields(file, pack)]


def _reasons(file: MappingFile, pack: Pack) -> Iterator[Fault]:
    known = {code.code for code in pack.missing_codes}
    for word, code in file.mapping.missing.items():
        if code not in known:
            yield file.fault(("missing", word), f"'{code}' is no missing-data code.", nearest(code, known))
    if file.mapping.absent not in known:
        yield file.fault(("absent",), f"'{file.mapping.absent}' is no missing-data code.", nearest(file.mapping.absent, known))


def _blocks(file: MappingFile, pack: Pack) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, block in enumerate(file.mapping.forms):
        form = pack.forms.get(block.form)
        if form is None:
            yield file.fault(
                ("forms", number, "form"), f"no form '{block.form}' in {pack.id}.", nearest(block.form, set(pack.forms))
            )
        elif form.written_by != PERSON:
            yield file.fault(("forms", number, "form"), f"the form '{block.form}' is not imported.", "Cases and boards write it.")
        elif block.form in seen and not form.repeating:
            yield file.fault(("forms", number, "form"), f"'{block.form}' does not repeat.", "Put its fields into one block.")
        seen.add(block.form)


def _fields(file: MappingFile, pack: Pack) -> Iterator[Fault]:
    for path, block, name, rule in file.rules():
        field = pack.fields.get(name)
        if block.form not in pack.forms:
            continue
        if field is None or field.form != block.form:
            names = {known.name for known in pack.forms[block.form].fields if not known.readonly}
            yield file.fault(path, f"the form '{block.form}' has no field '{name}'.", nearest(name, names))
        elif field.readonly:
            yield file.fault(path, f"'{name}' is computed.", "Leave it out; it follows from the other answers.")
        else:
            yield from _rule(file, pack, path, field, rule)


def _rule(file: MappingFile, pack: Pack, path: Path_, field: Field, rule: Rule) -> Iterator[Fault]:
    for key, answer in (rule.values or {}).items():
        yield from _answer(file, pack, (*path, "values", key), field, answer)
    if rule.constant is not None:
        yield from _answer(file, pack, (*path, "constant"), field, rule.constant)
    for index, band in enumerate(rule.bands):
        yield from _answer(file, pack, (*path, "bands", index), field, band.value)
    if (rule.days_after is not None or rule.years_before) and file.mapping.anchor is None:
        yield file.fault(path, "there is no anchor to count from.", "Add `anchor` to the mapping.")
    if rule.days_after is not None and rule.part is None and not field.validation.startswith(DATED):
        yield file.fault(path, f"'{field.name}' is not a date.", "Use `part: year`, or another field.")


def _answer(file: MappingFile, pack: Pack, path: Path_, field: Field, answer: Answer) -> Iterator[Fault]:
    if isinstance(answer, Reason):
        if answer.missing not in {code.code for code in pack.missing_codes}:
            yield file.fault(path, f"'{answer.missing}' is no missing-data code.", "Take one of pack.yaml.")
        elif not field.takes_missing_codes:
            yield file.fault(path, f"'{field.name}' takes no missing-data code.", "Leave this word out.")
        return
    codes = (answer,) if isinstance(answer, str) else answer
    if len(codes) != 1 and field.type != "checkbox":
        yield file.fault(path, f"'{field.name}' takes one answer.", "Give one code.")
    for code in codes:
        if not _is_answer(pack, field, code):
            yield file.fault(path, f"'{code}' is no answer of '{field.name}'.", nearest(code, _known(pack, field)))


def _known(pack: Pack, field: Field) -> set[str]:
    if field.terms:
        return {term.code for term in pack.terminology(field.terms)}
    if field.type in {"yesno", "truefalse"}:
        return {"1", "0"}
    return {choice.code for choice in field.choice_list}


def _is_answer(pack: Pack, field: Field, code: str) -> bool:
    if field.terms:
        return pack.terminology(field.terms).get(code) is not None
    known = _known(pack, field)
    return not known or code in known


# --- the header


def against_header(file: MappingFile, header: Sequence[str]) -> list[Fault]:
    known = set(header)
    twice = {name for name in header if list(header).count(name) > 1}
    faults = []
    for path, column in columns_named(file):
        if column not in known:
            faults.append(file.fault(path, f"the file has no column '{column}'.", nearest(column, known)))
        elif column in twice:
            faults.append(file.fault(path, f"the file has the column '{column}' twice.", "Rename one of them in the file."))
    return faults


def columns_named(file: MappingFile) -> Iterator[tuple[Path_, str]]:
    """Every column that the mapping takes something from, with its place."""
    yield ("key",), file.mapping.key
    if file.mapping.anchor:
        yield from ((("anchor",), column) for column in anchor_columns(file.mapping.anchor))
    for number, block in enumerate(file.mapping.forms):
        yield from ((("forms", number, "when"), column) for column in _tested(block))
    for path, _, _, rule in file.rules():
        yield from ((path, column) for column in rule.reads())
        yield from (((*path, "when"), column) for column in _tested(rule))
    for number, left in enumerate(file.mapping.left_out):
        yield from ((("left_out", number), column) for column in left.columns)


def anchor_columns(anchor: Anchor) -> tuple[str, ...]:
    return anchor.year or (anchor.date or "",)


def _tested(item: Block | Rule) -> Iterator[str]:
    for condition in flat(item.when):
        yield from condition.columns


def flat(conditions: Iterable[Condition]) -> Iterator[Condition]:
    """Conditions, and those inside `any`."""
    for condition in conditions:
        yield condition
        yield from flat(condition.any)
