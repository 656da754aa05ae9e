"""What the repository promises about itself."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 300  # lines
TOO_LONG: set[str] = set()  # may only shrink


def _files(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\n")  # fmt: skip
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def test_rooms_stay_small() -> None:
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in _files("src/*.py", "tests/*.py", "benchmarks/*.py")
        if "/migrations/" not in str(path)
    }
    assert {name for name, size in sizes.items() if size > LONGEST_FILE} == TOO_LONG


def test_a_pack_is_data() -> None:
    assert [path.name for path in _files("packs/*") if path.suffix in {".py", ".js", ".sh"}] == []


def test_no_sarcoma_in_python() -> None:
    words = re.compile(r"sarcoma|\bgist\b|fnclcc|liposarc", re.IGNORECASE)
    allowed = {"src/selnet/config/settings.py"}  # which pack is the default
    found = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in _files("src/*.py")
        if str(path.relative_to(ROOT)) not in allowed
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if words.search(_code(line))
    }
    assert found == set()


def _code(line: str) -> str:
    """The line without its comment and without docstring prose: a line that is only text."""
    line = line.split("#", 1)[0]
    return line if re.search(r"[=(\[:]", line) and not line.strip().startswith('"""') else ""


def test_locks_name_no_registry() -> None:
    for path in _files("requirements/*", "package-lock.json", ".npmrc", "pyproject.toml"):
        text = path.read_text()
        assert not re.search(r"https?://[^\s\"]*(pypi|npmjs|pythonhosted|registry)", text), path
        assert '"resolved"' not in text, path
        assert "--index-url" not in text, path
    assert not (ROOT / "uv.lock").exists()


def test_requirements_are_locked_with_hashes() -> None:
    for name in ("base.txt", "dev.txt"):
        lines = (ROOT / "requirements" / name).read_text().splitlines()
        pinned = [line for line in lines if re.match(r"^[a-z0-9].*==", line)]
        assert len(pinned) > 20
        assert all(line.endswith("\\") for line in pinned), "every pin is followed by its hashes"


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "X" * 3])
def test_no_unfinished_ends(word: str) -> None:
    found = [path for path in _files("src/*", "frontend/*", "packs/*") if word in path.read_text(errors="ignore")]
    assert found == []


def test_dependencies_say_why_they_are_there() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    block = text.split("dependencies = [", 1)[1].split("\n]", 1)[0]
    for line in block.splitlines():
        if line.strip().startswith('"'):
            assert "#" in line, f"say why: {line.strip()}"


def test_no_two_helpers_of_the_tests_have_one_name() -> None:
    """Tests have no packages: pytest knows a module by its name alone."""
    names = [path.name for path in _files("tests/*.py") if path.name not in {"conftest.py", "__init__.py"}]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
