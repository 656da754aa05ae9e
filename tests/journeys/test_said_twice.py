"""Two quick presses make one thing; a tab that has been overtaken is told so and keeps what was typed; bad files are refused."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from asking import CASE, PATIENT, fill_presentation, open_case, open_patient
from forms import Form, form_of, send, send_twice
from people import CLINICIAN, COORDINATOR
from window import Visitor, Windows

import hostile


@pytest.fixture
def clinician(visit: Windows) -> Visitor:
    visitor = visit(CLINICIAN)
    visitor.goto("/")
    return visitor.speak("en")


@pytest.fixture
def patient(clinician: Visitor) -> str:
    return open_patient(clinician)


# --- said twice


def test_a_patient_is_opened_once(clinician: Visitor) -> None:
    form = form_of(clinician, "/patients/new/", having="local_number")
    number = f"HC-{uuid4().hex[:10]}"
    values = form.as_filled(local_number=number, family_name="Doble", given_names="Clic", birth_date="01/02/1970")
    opened = {answer.location for answer in send_twice(clinician, form, values)}
    assert len(opened) == 1, opened
    assert PATIENT.search(opened.pop())


def test_an_entry_is_made_once(clinician: Visitor, patient: str) -> None:
    form = form_of(clinician, f"{patient}add/imaging/", having="new_id")
    send_twice(clinician, form, form.as_filled(do="draft"))
    clinician.goto(patient)
    entries = {link.get_attribute("href") for link in clinician.page.locator(f"a[href^='{patient}entries/']").all()}
    assert len(entries) == 1, entries


def test_a_case_is_opened_once(clinician: Visitor, patient: str) -> None:
    form = form_of(clinician, f"/cases/new/{patient.split('/')[2]}/", having="question")
    values = form.as_filled(reason="first_presentation", urgency="routine", question="Asked twice?")
    opened = {answer.location for answer in send_twice(clinician, form, values)}
    assert len(opened) == 1, opened
    assert CASE.search(opened.pop())


def test_a_message_is_written_once(clinician: Visitor) -> None:
    case = _sent_case(clinician)
    form, text = form_of(clinician, case, having="text"), f"Written once {uuid4().hex[:8]}"
    send_twice(clinician, form, form.as_filled(text=text))
    assert clinician.goto(case).locator("main").inner_text().count(text) == 1


def _sent_case(clinician: Visitor) -> str:
    """One of the clinician's cases in which something can be written."""
    clinician.goto("/cases/")
    for link in clinician.page.locator("main a[href^='/cases/']").all():
        path = str(link.get_attribute("href"))
        if CASE.fullmatch(path) and "messages/" in clinician.context.request.get(clinician.platform.url + path).text():
            return path
    raise AssertionError("no case takes a message")


def test_a_meeting_is_planned_once(visit: Windows) -> None:
    coordinator = visit(COORDINATOR)
    coordinator.goto("/boards/")
    board = re.search(r"/boards/\d+/", coordinator.page.locator("main").inner_html())
    assert board
    form = form_of(coordinator, f"{board[0]}schedule/", having="minutes")
    place = f"Room {uuid4().hex[:8]}"
    send_twice(coordinator, form, form.as_filled(day="15/06/2027", time="10:00", minutes="60", place=place))
    assert coordinator.goto(board[0]).locator("main").inner_text().count(place) == 1


# --- overtaken


def test_an_overtaken_entry_is_not_overwritten(clinician: Visitor, patient: str) -> None:
    fill_presentation(clinician, patient)
    clinician.goto(patient)
    entry = str(clinician.page.locator(f"a[href^='{patient}entries/']").first.get_attribute("href"))
    stale = form_of(clinician, entry, having="site_detail")
    send(clinician, stale, stale.as_filled(site_detail="first tab", reason="typing error", do="complete"))
    answer = send(clinician, stale, stale.as_filled(site_detail="second tab", reason="typing error", do="complete"))
    _is_told(answer.status, answer.text, kept="second tab")
    assert _shown(clinician, entry, "site_detail") == "first tab"


def test_an_overtaken_draft_is_not_overwritten(clinician: Visitor, patient: str) -> None:
    case = open_case(clinician, patient)
    stale = form_of(clinician, f"{case}edit/", having="question")
    send(clinician, stale, stale.as_filled(question="First tab?"))
    answer = send(clinician, stale, stale.as_filled(question="Second tab?"))
    _is_told(answer.status, answer.text, kept="Second tab?")
    assert _shown(clinician, f"{case}edit/", "question") == "First tab?"


def _is_told(status: int, text: str, *, kept: str) -> None:
    assert status in {409, 422}, status
    assert "meanwhile" in text, "nothing says that somebody else saved meanwhile"
    assert kept in text, "what was typed is lost"


def _shown(visitor: Visitor, page: str, name: str) -> str:
    form: Form = form_of(visitor, page, having=name)
    return form.shown[name][0].strip()


# --- bad files


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("report.pdf", lambda: b"MZ\x90\x00" + b"\0" * 4000),
        ("scan.svg", lambda: hostile.svg("<script>alert(1)</script>")),
        ("all.zip", hostile.zip_bomb),
        ("empty.pdf", lambda: b""),
        ("letter.pdf", hostile.pdf_with_script),
        ("photo.png", hostile.png_bomb),
        ("both.jpg", lambda: hostile.picture("JPEG") + hostile.zipped(a=b"x")),
    ],
)
def test_bad_files_are_refused_on_the_page(name: str, make: Callable[[], bytes], clinician: Visitor, patient: str) -> None:
    page = clinician.goto(f"{patient}files/")
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "application/pdf", "buffer": make()})
    page.locator("form", has=page.locator("input[type=file]")).locator(".save-bar button").click()
    page.wait_for_load_state()
    said = page.locator(".nhsuk-error-summary").inner_text()
    assert len(said.split()) > 4, said
    assert clinician.goto(patient).locator("#files .files li").count() == 0
    assert clinician.complaints == []
