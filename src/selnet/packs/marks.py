"""YAML that remembers on which line every value stood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from selnet.packs.faults import Fault

Path_ = tuple[str | int, ...]
DEEPEST = 30  # no file of a pack nests as deeply; an alias that contains itself would
_Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc, valid-type]
    """YAML 1.2's scalars only: a choice code `no` or `yes` must stay a word, not become False or True. Dates stay text,
    which pydantic reads.
    """

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(~|null|)$"), ["~", "n", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+\.[0-9]+$"), list("-+0123456789"))


@dataclass
class Marked:
    """A YAML document: its data, the line of each path in it, and the faults found while reading."""

    file: Path
    data: object = None
    lines: dict[Path_, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: Path_) -> int:
        """The line of this path, or of the nearest thing around it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: Path_, message: str, remedy: str, column: int | None = None) -> Fault:
        return Fault(self.file, self.line(path), column, message, remedy)


def read_yaml(file: Path) -> Marked:
    marked = Marked(file)
    try:
        loader = _Loader(file.read_text(encoding="utf-8"))
        root = loader.get_single_node()
        marked.data = _value(loader, root, (), marked) if root is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, None)
        marked.faults.append(Fault(file, line, column, f"not valid YAML: {error.problem}.", "Correct the syntax here."))
    except yaml.reader.ReaderError as error:
        marked.faults.append(Fault(file, 0, None, f"not text: {error.reason}.", "Save the file as UTF-8 text."))
    except UnicodeDecodeError as error:
        marked.faults.append(Fault(file, 0, None, f"not UTF-8 text (byte {error.start}).", "Save the file as UTF-8."))
    return marked


def _value(loader: yaml.SafeLoader, node: yaml.Node, path: Path_, marked: Marked) -> object:
    marked.lines.setdefault(path, node.start_mark.line + 1)
    if len(path) > DEEPEST:
        raise yaml.constructor.ConstructorError(None, None, "nested too deeply, or inside itself", node.start_mark)
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, path, marked)
    if isinstance(node, yaml.SequenceNode):
        return [_value(loader, child, (*path, index), marked) for index, child in enumerate(node.value)]
    return loader.construct_object(node)


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode, path: Path_, marked: Marked) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for key_node, child in node.value:
        key = str(key_node.value)
        here = (*path, key)
        if key in found:
            message = f"the key '{key}' is given twice."
            marked.faults.append(Fault(marked.file, key_node.start_mark.line + 1, None, message, "Keep one of them."))
        marked.lines[here] = key_node.start_mark.line + 1
        found[key] = _value(loader, child, here, marked)
    return found
