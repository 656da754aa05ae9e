"""axe finds nothing on any component (WCAG 2.2 A and AA); pages fit the phone; focus is always seen."""

import pytest
from screen import Opener

from accessible import violations

FOCUS = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const bar = document.querySelector(".patient-bar").getBoundingClientRect();
  const drawn = document.activeElement.matches(".nhsuk-radios__input, .nhsuk-checkboxes__input")
    ? document.activeElement.nextElementSibling : document.activeElement;
  const style = getComputedStyle(drawn, drawn === document.activeElement ? null : "::before");
  const inBar = document.querySelector(".patient-bar").contains(document.activeElement);
  return {
    what: document.activeElement.outerHTML.slice(0, 120),
    isBody: document.activeElement === document.body,
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    hidden: !inBar && box.bottom <= bar.bottom && bar.top <= 0 && box.top >= 0,
    onScreen: box.bottom > 0 && box.top < innerHeight,
  };
}"""


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(open_page: Opener, width: int) -> None:
    assert violations(open_page(width=width)) == []


@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1280, 1600])
def test_no_sideways_scroll(open_page: Opener, width: int) -> None:
    page = open_page(width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1280, 360])
def test_focus_is_always_seen(open_page: Opener, width: int) -> None:
    page = open_page(width=width, height=700)
    seen = 0
    for _step in range(160):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["isBody"]:
            break
        seen += 1
        assert focus["outlined"], focus
        assert focus["onScreen"], focus
        assert not focus["hidden"], focus
    assert seen > 60


def test_browser_has_no_complaint(open_page: Opener) -> None:
    """Errors, and violations of the content-security policy, are written to the console."""
    page = open_page()
    assert page.problems == []  # type: ignore[attr-defined]
