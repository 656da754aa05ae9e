"""The main job in the browser: asked, taken on, answered, decided, signed, read in the clinician's language, carried out."""

import io
import re
from dataclasses import dataclass, field
from datetime import date

import pytest
from asking import QUESTION, ask
from people import CHAIR, CLINICIAN, COORDINATOR, PATHOLOGIST, RADIOLOGIST
from pypdf import PdfReader
from window import Visitor, Windows

from selnet.network.demo import DEMO_PASSWORD

SUMMARY = "Mujer de 55 años, masa profunda de muslo de 7 cm. Sin imagen todavía."
DETAIL = "RM con contraste y biopsia con aguja gruesa en el centro."


@dataclass
class Story:
    """What the job carries from one person to the next."""

    case: str = ""
    meeting: str = ""
    decision: str = ""
    letter: str = ""
    words: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def story() -> Story:
    return Story()


# The steps are tests of their own, in order, so that a failure names the person who was stuck.


def test_1_clinician_asks_in_spanish(visit: Windows, story: Story) -> None:
    clinician = visit(CLINICIAN)
    clinician.goto("/")
    clinician.speak("es")
    story.case = ask(clinician)
    assert QUESTION in clinician.page.locator("h1").inner_text()
    assert clinician.complaints == []


def test_2_coordinator_accepts_and_asks_experts_in_english(visit: Windows, story: Story) -> None:
    coordinator = visit(COORDINATOR)
    page = coordinator.goto("/")
    coordinator.speak("en")
    assert page.locator(f"a[href='{story.case}']").count() > 0, "the worklist does not show the new case"
    page = coordinator.goto(story.case)
    page.locator("form[action$='/accept/'] button").click()
    page.wait_for_url("**/assign/")
    for expert in ("Paula Medrano", "Ramón Ibarra"):
        page.locator("label", has_text=expert).first.click()
    page.locator(".save-bar button").click()
    page.wait_for_url(f"**{story.case}")
    assert coordinator.complaints == []


@pytest.mark.parametrize("account", [PATHOLOGIST, RADIOLOGIST])
def test_3_expert_answers(account: str, visit: Windows, story: Story) -> None:
    expert = visit(account)
    page = expert.goto(story.case)
    page.locator("main a[href^='/opinions/']").first.click()
    page.wait_for_load_state()
    page.locator("input[name=opinion_agrees][value=cannot_say]").check(force=True)
    page.locator("input[name=opinion_certainty][value=moderate]").check(force=True)
    page.locator("input[name=opinion_more_needed][value=imaging], [name='opinion_more_needed___imaging']").first.check(force=True)
    page.locator("textarea[name=opinion_more_detail]").fill("RM del muslo con contraste")  # opened by the branching
    page.fill("textarea[name=opinion_recommendation]", "RM y biopsia con aguja gruesa antes de tratar.")
    page.locator("input[name=opinion_board_needed][value='1']").check(force=True)
    page.locator(".save-bar button").click()
    page.wait_for_url(f"**{story.case}")
    assert expert.complaints == []


def test_4_coordinator_plans_and_orders_the_agenda_by_keyboard(visit: Windows, story: Story) -> None:
    coordinator = visit(COORDINATOR)
    page = coordinator.goto("/boards/")
    coordinator.speak("en")
    board = page.locator("main a[href^='/boards/']").evaluate_all(
        "links => links.map(link => link.getAttribute('href')).find(href => /^\\/boards\\/\\d+\\/$/.test(href))"
    )
    page = coordinator.goto(f"{board}schedule/")
    page.fill("[name=day]", f"{date.today():%d/%m/%Y}")
    page.fill("[name=time]", "23:30")
    page.fill("[name=place]", "Sala 3")
    page.locator(".save-bar button:not([name=preview])").click()
    page.wait_for_url("**/boards/meetings/**")
    story.meeting = coordinator.path
    _put_on_agenda(coordinator, story.case)
    _put_on_agenda(coordinator, "")
    _move_first_to_the_end_by_keyboard(coordinator)
    assert coordinator.complaints == []


def _put_on_agenda(coordinator: Visitor, case: str) -> None:
    """The case, or the first that waits."""
    page = coordinator.page
    row = page.locator("tr", has=page.locator(f"a[href='{case}']" if case else "a[href^='/cases/']"))
    row.locator("form[action$='/agenda/'] button").first.click()
    page.wait_for_load_state()


def _move_first_to_the_end_by_keyboard(coordinator: Visitor) -> None:
    """Down by one with Enter; focus stays on the moved case's button. Then back to the top."""
    page = coordinator.page
    before = _order(coordinator)
    assert len(before) == 2
    page.locator("#agenda li >> nth=0").locator("button[value=down]").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("was => document.querySelector('#agenda li').id != was", arg=before[0])
    assert _order(coordinator) == before[::-1]
    assert page.evaluate("document.activeElement.closest('li')?.id") == before[0], "focus left the case that was moved"
    page.locator("#agenda li >> nth=1").locator("button[value=up]").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("was => document.querySelector('#agenda li').id == was", arg=before[0])


def _order(coordinator: Visitor) -> list[str]:
    return [str(each.get_attribute("id")) for each in coordinator.page.locator("#agenda li").all()]


def test_5_board_decides_and_the_chair_signs(visit: Windows, story: Story) -> None:
    chair = visit(CHAIR)
    page = chair.goto(story.meeting)
    page.locator("form[action$='/open/'] button").click()
    page.wait_for_load_state()
    for tick in page.locator("input[name=present]").all():
        tick.check()
    page.locator("form[action$='/attendance/'] button").click()
    page.wait_for_load_state()
    page.locator("#agenda a[href^='/boards/items/']").first.click()
    page.wait_for_load_state()
    _step_through_cases_by_keyboard(chair)
    page.locator("form[action$='/start/'] button").click()
    page.wait_for_load_state()
    _write_decision(chair)
    _sign(chair, story)
    assert chair.complaints == []


def _step_through_cases_by_keyboard(chair: Visitor) -> None:
    first = chair.path
    chair.page.keyboard.press("n")
    chair.page.wait_for_url(lambda url: not url.endswith(first))
    chair.page.keyboard.press("p")
    chair.page.wait_for_url(f"**{first}")


def _write_decision(chair: Visitor) -> None:
    """One recommendation is done, one is dissented from, the others are deferred."""
    page = chair.page
    recommendations = page.locator("select[name$='-recommendation']")
    for index in range(recommendations.count()):
        recommendations.nth(index).select_option("do" if index == 0 else "defer")
    page.locator("[name$='-detail']").first.fill(DETAIL)
    if not page.locator("[name=summary]").is_visible():
        page.locator("summary", has_text=re.compile("Resumen|Summary")).click()
    page.fill("[name=summary]", SUMMARY)
    page.locator("button[name=votes]").click()
    page.wait_for_load_state()
    assert page.locator(".nhsuk-error-summary").count() == 0, page.locator(".nhsuk-error-summary").inner_text()
    assert SUMMARY in page.locator("main").inner_text()


def _sign(chair: Visitor, story: Story) -> None:
    """Signing needs a fresh proof; what is signed is read once more before."""
    page = chair.page
    page.locator("a[href$='/sign/']").click()
    page.wait_for_load_state()
    if page.locator("form input[name=version]").count() == 0:
        page.locator("a[href*=reauthenticate]").click()
        page.fill("input[type=password]", DEMO_PASSWORD)
        page.locator("form", has=page.locator("input[type=password]")).locator("button[type=submit]:not([aria-pressed])").click()
        page.wait_for_url("**/sign/**")
    if page.locator("[name=reason]").count():
        page.fill("[name=reason]", "Falta una disciplina; el caso no admite espera.")
    page.locator("form", has=page.locator("input[name=version]")).locator("button[type=submit]").click()
    page.wait_for_url("**/boards/decisions/**")
    story.decision = chair.path


def test_6_clinician_reads_the_letter_and_says_what_was_done(visit: Windows, story: Story) -> None:
    clinician = visit(CLINICIAN)
    page = clinician.goto(story.case)
    letter = page.locator("a[href^='/boards/letters/']").first.get_attribute("href") or ""
    answer = clinician.context.request.get(clinician.platform.url + letter)
    assert answer.headers["content-type"] == "application/pdf"
    _check_letter(answer.body())
    page = clinician.goto(story.decision)
    outcomes = page.locator("select[name$='-outcome']")
    assert outcomes.count() > 0
    for index in range(outcomes.count()):
        outcomes.nth(index).select_option("yes")
        page.locator("[name$='-done_on']").nth(index).fill(f"{date.today():%d/%m/%Y}")
    page.locator("#executions .save-bar button").click()
    page.wait_for_load_state()
    assert page.locator("#executions .status.met").count() > 0, page.locator("#executions").inner_text()
    assert clinician.complaints == []


def _check_letter(content: bytes) -> None:
    """A tagged PDF in Spanish, with what the board said."""
    letter = PdfReader(io.BytesIO(content))
    assert str(letter.trailer["/Root"]["/Lang"]).startswith("es")  # type: ignore[index]
    assert letter.trailer["/Root"]["/MarkInfo"]["/Marked"] is not None  # type: ignore[index]
    text = " ".join(" ".join(page.extract_text() for page in letter.pages).split())
    for words in (QUESTION, SUMMARY, DETAIL):
        assert words.split(". ")[0] in text, f"the letter does not say “{words}”"


def test_clinician_asks_without_javascript(visit: Windows) -> None:
    ask(visit(CLINICIAN, scripts=False))


def test_clinician_asks_on_a_phone(visit: Windows) -> None:
    clinician = visit(CLINICIAN, width=360, height=740)
    ask(clinician)
    assert clinician.complaints == []
