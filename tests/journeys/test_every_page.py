"""Every page that somebody can reach, as its reader meets it: answered, light, readable by machines, on a desk and on a phone."""

import pytest
from crawl import walk
from judging import Judge
from people import CHAIR, CLINICIAN, COORDINATOR, EVERYBODY
from window import Windows

FEWEST = {CLINICIAN: 40, COORDINATOR: 45, CHAIR: 35}  # pages that the walk must at least have found


@pytest.fixture(scope="module")
def shapes() -> set[str]:
    return set()


@pytest.mark.parametrize("account", EVERYBODY)
def test_pages_of(account: str, visit: Windows, shapes: set[str]) -> None:
    visitor = visit(account)
    language = visitor.goto("/network/roles/").locator("html").get_attribute("lang") or ""
    judge = Judge(visit(account), language, shapes)
    seen = walk(judge.look, of_differing=2 if account in FEWEST else 1)
    assert not judge.faults, "\n".join(judge.faults)
    assert len(seen) >= FEWEST.get(account, 12), f"the walk found only {len(seen)} pages"


def test_pages_before_sign_in(visit: Windows, shapes: set[str]) -> None:
    judge = Judge(visit(language="pt"), "pt", shapes)
    for path in ("/account/login/", "/account/password/reset/", "/account/signup/"):
        judge.look(path)
    assert not judge.faults, "\n".join(judge.faults)
