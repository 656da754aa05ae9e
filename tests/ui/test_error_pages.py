"""Error pages and e-mails stand alone: they render when nothing else does, and fetch nothing from elsewhere."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]


@pytest.mark.parametrize("name", PAGES)
def test_error_page_needs_no_context(name: str) -> None:
    with translation.override("en"):
        html = render_to_string(name)
    assert '<html lang="en"' in html
    assert re.search(r"<title>\s*\S.* · SELNET</title>", html)
    assert html.count("<h1>") == 1
    assert '<a class="button" href="/">' in html  # what to do next


def test_unknown_and_forbidden_say_the_same() -> None:
    assert "your role does not reach it" in render_to_string("404.html")


def test_mail_greets_and_links_and_fetches_nothing() -> None:
    context = {"name": "Ana <Ruiz>", "url": "https://selnet.test/cases/1/"}
    text = render_to_string("ui/email/base.txt", context)
    html = render_to_string("ui/email/base.html", context)
    assert "Dear Ana <Ruiz>," in text
    assert "Dear Ana &lt;Ruiz&gt;," in html
    assert context["url"] in text
    assert context["url"] in html
    assert not re.search(r"<img|src=|url\(", html)


def test_mail_without_a_name_or_link() -> None:
    text = render_to_string("ui/email/base.txt")
    assert "Dear colleague," in text
    assert "http" not in text
