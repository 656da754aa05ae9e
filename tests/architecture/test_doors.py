"""Packages meet only at their doors, and the page that shows the ladder tells the truth."""

import re
import tomllib
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]
DOOR = "api"
# A package's door is at the depth at which it lives: opinions is a corridor, its rooms have doors of their own.
CORRIDORS = {"selnet.opinions"}


def _room(module: str) -> str:
    parts = module.split(".")
    depth = 3 if ".".join(parts[:2]) in CORRIDORS else 2
    return ".".join(parts[:depth])


def _trespasses(graph: grimp.ImportGraph) -> list[str]:
    return sorted(
        f"{importer} -> {module}"
        for module in graph.modules
        if module != (room := _room(module)) and module != f"{room}.{DOOR}"
        for importer in graph.find_modules_that_directly_import(module)
        if _room(importer) != room and not _is_table_of_addresses(importer, module)
    )


def _is_table_of_addresses(importer: str, module: str) -> bool:
    """config puts the parts together: it may name any package's urls."""
    return importer == "selnet.config.urls" and module.endswith("urls")


def test_packages_meet_only_at_their_doors() -> None:
    graph = grimp.build_graph("selnet", exclude_type_checking_imports=True, cache_dir=None)
    assert _trespasses(graph) == []


def test_the_door_test_finds_a_trespass() -> None:
    graph = grimp.build_graph("selnet", exclude_type_checking_imports=True, cache_dir=None)
    graph.add_import(importer="selnet.opinions.cases.views", imported="selnet.record.models")
    assert _trespasses(graph) == ["selnet.opinions.cases.views -> selnet.record.models"] or (
        "selnet.opinions.cases.views -> selnet.record.models" in _trespasses(graph)
    )


def _contract(name: str) -> dict[str, object]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return next(contract for contract in contracts if contract["name"].startswith(name))


def test_the_page_shows_the_same_ladder_as_the_contract() -> None:
    layers = [re.findall(r"[a-z]+", layer) for layer in _contract("Every package")["layers"]]  # type: ignore[attr-defined]
    page = (ROOT / "docs/ARCHITECTURE.md").read_text()
    rows = re.findall(r"^\| \d+ \| (.+?) \|", page, re.MULTILINE)
    shown = [re.findall(r"`([a-z]+)`", row) for row in rows]
    assert [sorted(row) for row in shown] == [sorted(layer) for layer in layers]


def test_every_package_says_what_it_owns() -> None:
    for package in sorted((ROOT / "src/selnet").iterdir()):
        init = package / "__init__.py"
        if init.exists():
            text = init.read_text()
            assert text.strip().startswith('"""'), f"{package.name}: its __init__ is a docstring"
            assert "Owns" in text or "owns" in text, f"{package.name}: say what it owns"
            assert not re.search(r"^(import|from) ", text, re.MULTILINE), f"{package.name}: a docstring, never code"
