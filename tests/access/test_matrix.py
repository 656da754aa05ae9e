"""Every address of the platform, asked as every person of the scene and as nobody, against what expectations.py declares.

The addresses come from the URL table itself, so an address that nobody has thought about fails here.
"""

import re
from collections import Counter

import pytest
from addresses import ABOUT_SOMETHING, ADDRESSES, DECLARED, TABLE, Asked
from as_person import Asking, taken_back
from cast_and_rules import EVERYBODY, People
from django.http import HttpResponseBase
from django.urls import reverse
from expectations import OF_ALLAUTH

ABSENT, NOT_TAKEN = 404, 405
OPEN = (200, 302, 400, 422)  # shown, done, or said in words why not now
MAY_CHANGE_BY_READING = {"audit_auditevent"}  # who looked is on the trail
TOKEN = re.compile(r"\b[0-9A-Za-z]{64}\b")  # against forged requests, new in every page

# --- the table and the declarations name the same addresses


def test_every_address_has_a_declared_expectation() -> None:
    known = {each.name for each in DECLARED} | set(OF_ALLAUTH)
    missing = sorted(set(ADDRESSES) - known)
    assert not missing, (
        f"nobody has said who may open: {', '.join(missing)}. Add each to a Rule in tests/access/expectations.py, with the "
        "reason and the people for whom it opens (and what it is about to tests/access/scene.py)."
    )


def test_every_declaration_names_an_address() -> None:
    gone = sorted(({each.name for each in DECLARED} | set(OF_ALLAUTH)) - set(ADDRESSES))
    assert not gone, f"declared in tests/access/expectations.py but no address any more: {', '.join(gone)}. Take them out."


def test_nothing_is_named_or_declared_twice() -> None:
    names = Counter(name for name, _pattern in TABLE if name not in OF_ALLAUTH) + Counter(
        f"{each} (declared)" for each in DECLARED
    )
    assert not [each for each, count in names.items() if count > 1]


def _difference(asked: Asked, verb: str, found: dict[str, int], expected: People) -> str:
    opened = {name for name, status in found.items() if status not in (ABSENT, NOT_TAKEN)}
    lines = [
        f"{asked}: {verb} for {name} though nobody said so (answered {found[name]})" for name in sorted(opened - expected)
    ] + [f"{asked}: not {verb} for {name} (answered {found[name]})" for name in sorted(expected - opened)]
    return "\n".join([*lines, f"The rule: {asked.rule.why}"]) if lines else ""


# --- the matrix


@pytest.mark.parametrize("asked", DECLARED, ids=str)
def test_a_page_opens_for_those_declared_and_for_nobody_else_and_changes_nothing(asking: Asking, asked: Asked) -> None:
    with taken_back():
        found = {name: asking.ask(browser, "GET", asked).status_code for name, browser in asking.browsers.items()}
        after = asking.contents()
    assert not (wrong := _difference(asked, "opens", found, asked.rule.reads or frozenset())), wrong
    assert set(found.values()) <= {200, 302, ABSENT, NOT_TAKEN}, found
    changed = {name for name in after if after[name] != asking.standing[name]} - MAY_CHANGE_BY_READING
    assert not changed - ({"network_notice"} if asked.name == "notices:open" else set()), f"reading {asked} changed {changed}"


@pytest.mark.parametrize("asked", DECLARED, ids=str)
def test_sending_works_for_those_declared_and_what_is_refused_changes_nothing(asking: Asking, asked: Asked) -> None:
    allowed = (asked.rule.reads if asked.rule.acts is None else asked.rule.acts) or frozenset()
    with taken_back():
        found = {name: asking.ask(asking.browsers[name], "POST", asked).status_code for name in sorted(EVERYBODY - allowed)}
        if not asked.rule.public:
            asking.ask(asking.nobody, "POST", asked)
        assert asking.contents() == asking.standing, f"{asked}: what was refused left something behind"
    for name in sorted(allowed):
        with taken_back():
            found[name] = asking.ask(asking.browsers[name], "POST", asked).status_code
    if asked.rule.acts is not None or set(found.values()) & {200, 302}:  # a page to read may answer as to GET
        assert not (wrong := _difference(asked, "works", found, allowed)), wrong
    assert set(found.values()) <= {*OPEN, ABSENT, NOT_TAKEN}, found


@pytest.mark.parametrize("asked", DECLARED, ids=str)
def test_whoever_has_not_signed_in_is_sent_to_sign_in(asking: Asking, asked: Asked) -> None:
    for method in ("GET", "POST"):
        with taken_back():
            answer = asking.ask(asking.nobody, method, asked)
        sent = answer.status_code == 302 and answer.headers["Location"].startswith(reverse("account_login"))
        if asked.rule.public:
            assert not sent
            assert answer.status_code in (*OPEN, NOT_TAKEN)
        else:
            assert sent, f"{method}: {answer.status_code}"


# --- unknown and forbidden look the same

# Those who come nearest: the same roles elsewhere, the same centre but not asked, no name, the trail only, no role any more.
NEAREST = frozenset({"chiara", "carla", "xenia", "ramon", "dora", "otto", "felix"})


@pytest.mark.parametrize("asked", ABOUT_SOMETHING, ids=str)
def test_what_is_forbidden_looks_like_what_does_not_exist(asking: Asking, asked: Asked) -> None:
    real, made_up = asked.address(asking.scene), asked.made_up(asking.scene)
    for method, allowed in (("GET", asked.rule.reads), ("POST", asked.rule.acts)):
        for name in sorted(NEAREST - allowed) if allowed is not None else ():
            with taken_back():
                forbidden = asking.ask(asking.browsers[name], method, asked)
                unknown = asking.ask(asking.browsers[name], method, asked, made_up)
            assert _looks(forbidden, real) == _looks(unknown, made_up), f"{method} as {name}"


@pytest.mark.parametrize("asked", ABOUT_SOMETHING, ids=str)
def test_what_does_not_exist_opens_for_nobody(asking: Asking, asked: Asked) -> None:
    for method, allowed in (("GET", asked.rule.reads), ("POST", asked.rule.acts)):
        for name in sorted(allowed or ())[:2]:
            with taken_back():
                answer = asking.ask(asking.browsers[name], method, asked, asked.made_up(asking.scene))
            assert answer.status_code == ABSENT, f"{method} as {name}"


@pytest.mark.parametrize("name", ["entry", "entry_history", "entry_status", "remove_entry", "restore_entry"])
def test_an_entry_opens_only_under_its_own_patient(asking: Asking, name: str) -> None:
    """Ana sees both patients; the address that names one with the other's entry is no address."""
    keys = asking.scene.keys
    mixed = reverse(f"record:{name}", args=[keys("main")["patient_id"], keys("alone")["entry_id"]])
    asked = next(each for each in DECLARED if each.name == f"record:{name}")
    for method in ("GET", "POST"):
        with taken_back():
            assert asking.ask(asking.browsers["ana"], method, asked, mixed).status_code in (ABSENT, NOT_TAKEN)


def _looks(answer: HttpResponseBase, address: str) -> tuple[int, dict[str, str], list[str], str]:
    """All that can be told apart, but for the address itself and the token of the page."""
    content = answer.content.decode()  # type: ignore[attr-defined]
    content = TOKEN.sub("", content).replace(address, "")
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}  # the address counts in it
    headers["Content-Security-Policy"] = " ".join(sorted(headers["Content-Security-Policy"].split("; ")))
    templates = [template.name or "" for template in getattr(answer, "templates", [])]
    return answer.status_code, headers, templates, content
