"""The gallery shows every component, and no page carries anything the security policy would refuse."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.http import HttpResponse

from selnet.ui import words

UI = Path(__file__).resolve().parents[2] / "src/selnet/ui"
COMPONENTS = sorted(path.stem.replace("_", "-") for path in (UI / "templates/cotton/ui").glob("*.html"))


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.fixture
def tags(gallery: HttpResponse) -> list[tuple[str, dict[str, str | None]]]:
    return Tags(gallery.content.decode()).tags


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_component_is_shown_and_described(component: str) -> None:
    shown = "".join(path.read_text() for path in (UI / "templates/ui").glob("gallery*/*.html"))
    shown += (UI / "templates/ui/gallery.html").read_text()
    element = re.compile(rf"<c-ui\.{component}[\s>]")
    assert element.search(shown), f"<c-ui.{component}> is missing in the gallery"
    assert f"c-ui.{component}" in (UI / "COMPONENTS.md").read_text(), f"<c-ui.{component}> is missing in COMPONENTS.md"


def test_every_element_was_rendered(gallery: HttpResponse) -> None:
    assert "<c-" not in gallery.content.decode()


def test_nothing_inline_that_the_policy_refuses(tags: list[tuple[str, dict[str, str | None]]]) -> None:
    for tag, attrs in tags:
        assert tag != "style"
        assert "style" not in attrs, (tag, attrs)
        assert not [name for name in attrs if name.startswith("on")], (tag, attrs)
        assert tag != "script" or attrs.get("src") or attrs.get("type") == "application/json"


def test_ids_are_unique_and_references_lead_somewhere(tags: list[tuple[str, dict[str, str | None]]]) -> None:
    ids = [attrs["id"] for _tag, attrs in tags if attrs.get("id")]
    assert len(ids) == len(set(ids)), sorted(i for i in set(ids) if ids.count(i) > 1)
    for _tag, attrs in tags:
        for name in ("for", "aria-describedby", "aria-controls", "data-reveals", "aria-labelledby"):
            for target in (attrs.get(name) or "").split():
                assert target in ids, f"{name}={target} leads nowhere"


def test_one_heading_names_the_page(tags: list[tuple[str, dict[str, str | None]]]) -> None:
    assert [tag for tag, _attrs in tags].count("h1") == 1


def test_icons_in_the_sprite_and_in_words_agree() -> None:
    sprite = set(re.findall(r'<symbol id="([a-z]+)"', (UI / "static/ui/icons.svg").read_text()))
    assert sprite == set(words.ICONS)


def test_page_says_its_language(gallery: HttpResponse) -> None:
    assert '<html lang="en"' in gallery.content.decode()
