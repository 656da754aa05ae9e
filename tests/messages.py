"""Collects the messages of code and templates into the catalogues, and says what is missing.

`python tests/messages.py collect` adds new messages (empty) to src/selnet/locale/*/LC_MESSAGES/django.po and drops unused ones;
`python tests/messages.py fill es FILE.json` puts translations in; `python tests/messages.py missing` lists what lacks one.
Needs no tool of the system: Django turns a template into code, Babel reads and writes catalogues.
"""

import ast
import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src/selnet"
LANGUAGES = ("es", "pt")
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
CALL = re.compile(r"(?<![\w.])(_|n?p?gettext(?:_lazy|_noop)?)\(")

Found = tuple[str | tuple[str, str], str, str | None]  # message (or singular, plural), place, context


def found_messages() -> Iterator[Found]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "/migrations/" not in str(path):
            yield from _python(path.read_bytes(), str(path.relative_to(ROOT)))
    for path in sorted([*SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        if "/templates/" in str(path):
            yield from _template(path.read_text(), str(path.relative_to(ROOT)))


def _python(source: bytes, place: str) -> Iterator[Found]:
    for line, function, messages, _comments in extract_python(io.BytesIO(source), KEYWORDS, [], {}):
        yield from _call(function, messages if isinstance(messages, tuple) else (messages,), f"{place}:{line}")


def _template(source: str, place: str) -> Iterator[Found]:
    from django.utils.translation.template import templatize

    code = templatize(source, origin=place)
    for match in CALL.finditer(code):
        arguments = _arguments(code, match.end())
        if arguments:
            yield from _call(match[1], arguments, place)


def _arguments(code: str, start: int) -> tuple[str, ...]:
    """The literal texts of the call that opens at `start`."""
    for end in (i for i in range(start, min(len(code), start + 6000)) if code[i] == ")"):
        try:
            tree = ast.parse(f"f({code[start:end].strip().rstrip(',')})", mode="eval").body
        except (SyntaxError, ValueError):
            continue
        assert isinstance(tree, ast.Call)
        return tuple(a.value for a in tree.args if isinstance(a, ast.Constant) and isinstance(a.value, str))
    return ()


def _call(function: str, messages: tuple[str | None, ...], place: str) -> Iterator[Found]:
    texts = [text for text in messages if text]
    if not texts:
        return
    context = texts.pop(0) if function.startswith(("pgettext", "npgettext")) and len(texts) > 1 else None
    if function.startswith(("n",)) and len(texts) > 1:
        yield (texts[0], texts[1]), place, context
    else:
        yield texts[0], place, context


def catalogue(language: str) -> Path:
    return SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    path = catalogue(language)
    if not path.exists():
        return Catalog(locale=language, project="SELNET", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def collect() -> None:
    messages = list(found_messages())
    for language in LANGUAGES:
        old = read(language)
        new = Catalog(locale=language, project="SELNET", charset="utf-8", fuzzy=False)
        for text, place, context in messages:
            known = old.get(text[0] if isinstance(text, tuple) else text, context)
            string = known.string if known and not known.fuzzy else None
            new.add(text, string, locations=[(place.split(":")[0], 0)], context=context)
        path = catalogue(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, new, width=110, sort_output=True, omit_header=False, include_lineno=False, no_location=True)


def fill(language: str, translations: dict[str, str | list[str]]) -> None:
    """Puts translations into the catalogue: message -> text, or the two forms of a plural. A context is `context|message`."""
    known = read(language)
    for message in known:
        if message.id:
            key = message.id[0] if isinstance(message.id, tuple) else message.id
            text = translations.get(f"{message.context}|{key}" if message.context else key)
            if text:
                message.string = tuple(text) if isinstance(text, list) else text
    with catalogue(language).open("wb") as file:
        write_po(file, known, width=110, sort_output=True, no_location=True)


def missing(language: str) -> list[str]:
    """Messages without a translation, and translations whose placeholders differ from the message's."""
    known = read(language)
    wrong = []
    for text, place, context in found_messages():
        key = text[0] if isinstance(text, tuple) else text
        message = known.get(key, context)
        if message is None or not _is_translated(message):
            wrong.append(f"{place}: {key!r}")
        elif _placeholders(message.id) != _placeholders(message.string):
            wrong.append(f"{place}: placeholders differ in the translation of {key!r}")
    return list(dict.fromkeys(wrong))


def _is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(strings) and not message.fuzzy


def _placeholders(text: str | tuple[str, ...] | list[str]) -> set[str]:
    texts = text if isinstance(text, (tuple, list)) else (text,)
    return {name for one in texts for name in re.findall(r"%\((\w+)\)[sd]|%[sd]|\{\w*\}", one)}


if __name__ == "__main__":
    settings.configure(USE_I18N=True)
    if sys.argv[1:] == ["collect"]:
        collect()
    if sys.argv[1:2] == ["fill"]:
        fill(sys.argv[2], json.loads(Path(sys.argv[3]).read_text()))
    for name in LANGUAGES:
        gaps = missing(name)
        print(f"{name}: {len(gaps)} not translated", *gaps[:40], sep="\n  ")
