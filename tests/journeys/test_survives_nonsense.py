"""Every form takes pasted nonsense with a clear answer. Runs after the other journeys: some of it is accepted and stays."""

import pytest
from crawl import walk
from forms import Form, forms_in, send
from leftovers import english_in, read
from people import EVERYBODY
from window import Visitor, Windows

NONSENSE = {
    "control characters": "\x00\x01\x07\x1b[31m\x7f \r\n\t",
    "twenty thousand letters": "ñandú " * 3400,
    "emoji": "🫀🩻🧑🏽‍⚕️ ❤️‍🔥",
    "right to left": "\u202eevila\u202c مرحبا \u200f\u2066",
    "markup": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}{% now %}",
    "half a character": "\ud83d",
    "figures": "-1e309",
}
TAKEN = {200, 302, 400, 404, 422, 429}  # answers that say something; 404 where a hidden key was tampered with
# acts on accounts and sessions that the other tests need, and proofs of who it is, which lock out; tests/network has their forms
LEFT_OUT = {
    "account_logout", "account_login", "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "account_change_password", "mfa_deactivate_totp", "mfa_remove_webauthn", "mfa_generate_recovery_codes", "usersessions_list",
    "network:session_end", "network:person_deactivate", "network:person_hand_over", "network:role_end", "network:role_new",
    "set_language",
}  # fmt: skip


@pytest.fixture(scope="module")
def tried() -> set[tuple[str, str]]:
    return set()


@pytest.mark.parametrize("account", EVERYBODY)
def test_nonsense_in_every_field(account: str, visit: Windows, tried: set[tuple[str, str]]) -> None:
    visitor = visit(account)
    visitor.goto("/")
    visitor.speak("es")
    forms = [form for form in _forms_of(visitor) if form.kind not in LEFT_OUT and form.shape not in tried]
    faults: list[str] = []
    for form in {form.shape: form for form in forms}.values():
        tried.add(form.shape)
        for name, text in NONSENSE.items():
            faults += _try(visitor, form, name, text)
    assert not faults, "\n".join(faults)


def _forms_of(visitor: Visitor) -> list[Form]:
    found: list[Form] = []

    def look(path: str) -> list[str]:
        answer = visitor.context.request.get(visitor.platform.url + path)
        found.extend(forms_in(path, answer.text()))
        return read(answer.text())[0]

    walk(look, of_differing=3)
    return found


def _try(visitor: Visitor, form: Form, name: str, text: str) -> list[str]:
    """First what a person can paste into, then what the page keeps hidden as well."""
    pasted = form.as_filled(**dict.fromkeys(form.shown, text), **form.buttons)
    tampered = [(key, value if key == "csrfmiddlewaretoken" else text) for key, value in pasted]
    faults = []
    for what, values in (("", pasted), (" and hidden fields", tampered)):
        answer = send(visitor, form, values)
        if answer.status not in TAKEN:
            faults.append(f"{form.page} → {form.action}: {name}{what} is answered with {answer.status}")
        if text in answer.text and name == "markup":
            faults.append(f"{form.page} → {form.action}: markup comes back as markup")
        if answer.status == 422 and (left := english_in(read(answer.text)[1], "es")):
            faults.append(f"{form.page} → {form.action}: its errors speak English: {left}")
    return faults
