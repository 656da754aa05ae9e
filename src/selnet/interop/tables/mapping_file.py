"""From a mapping's file to a checked mapping, or to every fault with its line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from selnet.packs.api import Fault, Marked, nearest, read_yaml

from .schema import Anchor, Band, Block, Condition, LeftOut, Rule, TableMapping

Path_ = tuple[str | int, ...]
KEYS = frozenset(
    info.alias or name
    for model in (TableMapping, Anchor, LeftOut, Block, Rule, Band, Condition)
    for name, info in model.model_fields.items()
)


class ImportFaults(Exception):
    """The mapping or the file cannot be used. Says everything that is wrong, not only the first thing."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = sorted(set(faults), key=lambda fault: (str(fault.file), fault.line, fault.message))


@dataclass(frozen=True)
class MappingFile:
    """A mapping and the lines on which it stands."""

    mapping: TableMapping
    marked: Marked

    def fault(self, path: Path_, message: str, remedy: str) -> Fault:
        return _fault(self.marked, path, message, remedy)

    def rules(self) -> Iterator[tuple[Path_, Block, str, Rule]]:
        """Every rule with its place in the file."""
        for number, block in enumerate(self.mapping.forms):
            for field, rules in block.fields.items():
                for index, rule in enumerate(rules):
                    yield ("forms", number, "fields", field, index), block, field, rule


def read_mapping(file: Path) -> MappingFile:
    """Reads the file and checks its format. Raises ImportFaults."""
    if not file.is_file():
        raise ImportFaults([Fault(file, 0, None, "there is no such file.", "Give the path of a mapping in YAML.")])
    marked = read_yaml(file)
    if marked.faults:
        raise ImportFaults(marked.faults)
    try:
        return MappingFile(TableMapping.model_validate(marked.data), marked)
    except ValidationError as error:
        raise ImportFaults([_in_words(marked, detail) for detail in error.errors()]) from None


def _in_words(marked: Marked, detail: ErrorDetails) -> Fault:
    path = tuple(part for part in detail["loc"] if isinstance(part, int) or "[" not in part)
    name = str(detail["loc"][-1]) if detail["loc"] else ""
    if detail["type"] == "extra_forbidden":
        return _fault(marked, path, f"unknown key '{name}'.", nearest(name, KEYS - {name}))
    if detail["type"] == "missing":
        return _fault(marked, path, f"the key '{name}' is missing.", "Add it; docs/IMPORT.md says what it holds.")
    where = ".".join(str(part) for part in path) or "mapping"
    return _fault(marked, path, f"{where}: {detail['msg'].removeprefix('Value error, ')}.", "See docs/IMPORT.md.")


def _fault(marked: Marked, path: Path_, message: str, remedy: str) -> Fault:
    """A single rule stands without a list in the file: its path there has no index."""
    if path not in marked.lines and len(path) > 4 and path[4] == 0:
        path = path[:4] + path[5:]
    return marked.fault(path, message, remedy)
