"""The clinician's part of the main job, as it is done in a browser: open a patient, fill what is known, ask, send."""

import re
from uuid import uuid4

from people import CENTRE
from window import Visitor

PATIENT = re.compile(r"/patients/([0-9a-f-]{36})/")
CASE = re.compile(r"/cases/[0-9a-f-]{36}/")
PRESENTATION = {"presentation_date": "02/11/2026", "symptom_onset_date": "01/08/2026", "size_mm": "72", "site_detail": "muslo"}
CHOICES = {"depth": "deep", "growing": "1", "side": "left", "size_basis": "palpation"}
QUESTION = "Masa profunda de muslo de 7 cm que crece. ¿Biopsia aquí o derivación directa?"
WHY_INCOMPLETE = "No hay resonancia en la región; la espera es de cinco semanas."


def open_patient(visitor: Visitor) -> str:
    """A patient nobody knows yet. Gives the path of their page."""
    page = visitor.goto("/patients/new/")
    page.fill("[name=local_number]", f"HC-{uuid4().hex[:10]}")
    page.fill("[name=family_name]", "Sintética")
    page.fill("[name=given_names]", "Paciente")
    page.fill("[name=birth_date]", "03/05/1971")
    _send(visitor, "local_number")
    found = PATIENT.search(page.url)
    assert found, f"no patient was opened: {page.url}"
    return found[0]


def fill_presentation(visitor: Visitor, patient: str) -> None:
    """How fast it grows is shown by the branching, and stands open where no script runs."""
    page = visitor.goto(f"{patient}add/presentation/")
    for name, answer in PRESENTATION.items():
        page.fill(f"#entry [name={name}]", answer)
    for name, answer in CHOICES.items():
        page.locator(f"#entry input[name={name}][value='{answer}']").check(force=True)
    page.locator("#entry input[name=growth_speed][value=months]").check(force=True)
    choose(visitor, "site", chosen_text(visitor, "site", 6))
    page.locator("#entry .save-bar button[value=complete]").click()
    page.wait_for_load_state()
    assert page.locator(".nhsuk-error-summary").count() == 0, page.locator(".nhsuk-error-summary").inner_text()


def chosen_text(visitor: Visitor, name: str, place: int) -> str:
    """What the list says at this place, in the language of the page."""
    return str(visitor.page.locator(f"select[name={name}] option").nth(place).text_content()).strip()


def choose(visitor: Visitor, name: str, words: str) -> None:
    """From a long list: typed and chosen where a script makes it searchable, else from the plain list."""
    page = visitor.page
    chosen = page.locator(f"select[name={name}]")
    if chosen.is_visible():
        option = chosen.locator("option", has_text=words).first
        chosen.select_option(value=option.get_attribute("value"))
        return
    box = page.locator(".nhsuk-form-group", has=chosen).locator("[role=combobox]")
    box.click()
    box.fill("")
    box.press_sequentially(words)
    box.press("ArrowDown")
    box.press("Enter")
    assert chosen.input_value() != "", f"the keyboard chose nothing for {name}"


def open_case(visitor: Visitor, patient: str) -> str:
    page = visitor.goto(f"/cases/new/{patient.split('/')[2]}/")
    page.locator("input[name=reason][value=first_presentation]").check(force=True)
    page.locator("input[name=urgency][value=urgent]").check(force=True)
    page.fill("[name=question]", QUESTION)
    choose(visitor, "to_institution", CENTRE)
    _send(visitor, "question")
    found = CASE.search(page.url)
    assert found, f"no case was opened: {page.url}"
    return found[0]


def send(visitor: Visitor) -> None:
    """The gate says what the experts will miss; sent nevertheless, with a reason."""
    page = visitor.page
    assert page.locator(".advice li").count() > 0, "the gate names nothing although no image is there"
    page.locator("form[action$='/send/'] .save-bar button").click()
    page.wait_for_load_state()
    assert page.locator(".nhsuk-error-summary").is_visible(), "an incomplete case went out without a reason"
    page.fill("[name=incomplete_reason]", WHY_INCOMPLETE)
    page.locator("form[action$='/send/'] .save-bar button").click()
    page.wait_for_load_state()
    assert page.locator("form[action$='/send/']").count() == 0, "the case was not sent"


def ask(visitor: Visitor) -> str:
    """All of it. Gives the path of the case."""
    patient = open_patient(visitor)
    fill_presentation(visitor, patient)
    case = open_case(visitor, patient)
    send(visitor)
    return case


def _send(visitor: Visitor, name: str) -> None:
    """Presses the button of the form that has the field."""
    form = visitor.page.locator("main form", has=visitor.page.locator(f"[name={name}]"))
    form.locator(".save-bar button[type=submit]").first.click()
    visitor.page.wait_for_load_state()
