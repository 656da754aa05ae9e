"""Every page of every role in Spanish and in Portuguese, without a word of English left over."""

import pytest
from crawl import walk
from leftovers import english_in, read
from people import EVERYBODY
from window import Visitor, Windows


@pytest.mark.parametrize("account", EVERYBODY)
@pytest.mark.parametrize("language", ["es", "pt"])
def test_no_english_is_left(account: str, language: str, visit: Windows) -> None:
    visitor = visit(account)
    visitor.goto("/")
    before = str(visitor.page.locator("html").get_attribute("lang"))
    visitor.speak(language)
    left: dict[str, list[str]] = {}

    def look(path: str) -> list[str]:
        links, texts = _read(visitor, path)
        if found := english_in(texts, language):
            left[path] = found
        return links

    seen = walk(look)
    visitor.goto("/")
    visitor.speak(before)
    assert not left, "\n".join(f"{path}: {texts}" for path, texts in left.items())
    assert len(seen) > 10


def _read(visitor: Visitor, path: str) -> tuple[list[str], list[str]]:
    answer = visitor.context.request.get(visitor.platform.url + path)
    assert answer.status == 200, f"{path}: {answer.status}"
    return read(answer.text())


def test_english_would_be_found(visit: Windows) -> None:
    """The same eyes on an English page see it, else the tests above prove nothing."""
    visitor = visit()
    _, texts = _read(visitor, "/account/login/")
    assert "Sign in" in english_in(texts, "es")
    assert english_in(["Accounts are opened by invitation. Ask the coordinator of your institution."], "pt")
