"""The main job over HTTP, as four people: a clinician asks, a coordinator takes it on, a pathologist answers, a chair signs, and
the clinician reads the letter and says what was carried out. Each step prints what it saw: words of a status, never a name.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from selnet.config.demo.second_factor import code_of

from .http import Browser, Page, Unexpected

CLINICIAN, COORDINATOR = "ana.quispe", "lucia.ferrer"
PATHOLOGIST, CHAIR = "paula.medrano", "chema.villalba"
PATHOLOGIST_NAME, CENTRE = "Paula Medrano", "Hospital Universitario Torre de Poniente"
QUESTION = "High-grade tumour on the imported record. Is the diagnosis right, and which treatment comes first?"
ANSWER = "Agree with the diagnosis in the record. Review of the slides is advised before treatment."
REASON = "The record was imported from a registry that does not hold imaging."
UUID = r"[0-9a-f]{8}-[0-9a-f-]{27}"


@dataclass
class Walk:
    """What the walk carries from step to step."""

    base: str
    domain: str
    password: str
    synthetic: frozenset[str]  # pseudonyms of the patients who do not exist
    wants_real: bool
    say: Callable[[str], None]
    browsers: dict[str, Browser] = field(default_factory=dict)
    case: str = ""  # paths
    meeting: str = ""
    item: str = ""
    decision: str = ""

    def step(self, who: str, what: str, saw: str) -> None:
        self.say(f"  {who:<12} {what:<46} {saw}")


def main_job(walk: Walk) -> None:
    """Raises Unexpected at the first step whose page is not what it should be."""
    clinician = sign_in(walk, "clinician", CLINICIAN)
    coordinator = sign_in(walk, "coordinator", COORDINATOR)
    ask(walk, clinician)
    take_on(walk, coordinator)
    answer(walk, sign_in(walk, "pathologist", PATHOLOGIST))
    put_on_agenda(walk, coordinator)
    decide(walk, sign_in(walk, "chair", CHAIR))
    close_the_loop(walk, clinician)


def status_of(page: Page) -> str:
    """The case's status as its page says it."""
    if page.status != 200 or not page.tags:
        raise Unexpected(f"{page.path} answers {page.status} and shows no status")
    return f"“{page.tags[0]}”"


def sign_in(walk: Walk, who: str, account: str) -> Browser:
    """Password, then the code of the second factor."""
    email = account + walk.domain
    browser = Browser(walk.base)
    page = browser.get("/account/login/")
    page = browser.send(page, page.form("/account/login/", having="password"), login=email, password=walk.password)
    page = browser.send(page, page.form(having="code"), code=code_of(email))
    if page.path != "/":
        raise Unexpected(f"signing in ended at {page.path}")
    walk.step(who, "signs in with password and second factor", "worklist")
    return browser


# --- the clinician asks


def ask(walk: Walk, browser: Browser) -> None:
    """The newest patient of the hospital is one of those just imported."""
    page = browser.get("/cases/new/")
    page = browser.get(page.link("/cases/new/"))
    form = page.form(having="reason")
    is_real = not any(pseudonym in page.body.decode() for pseudonym in walk.synthetic)
    if is_real is not walk.wants_real:
        raise Unexpected("the newest patient is not one of those imported")
    page = browser.send(
        page, form, reason="second_opinion_pathology", urgency="urgent", question=QUESTION,
        to_institution=form.choice("to_institution", CENTRE),
    )  # fmt: skip
    walk.case = page.path
    walk.step("clinician", f"opens a case on {'an imported real' if is_real else 'a synthetic'} patient", status_of(page))
    form = page.form("/send/")
    incomplete = "incomplete_reason" in form.names
    page = browser.send(page, form, **({"incomplete_reason": REASON} if incomplete else {}))
    walk.step("clinician", f"sends it{', saying why something is missing' if incomplete else ''}", status_of(page))


# --- the centre


def take_on(walk: Walk, browser: Browser) -> None:
    listed = walk.case.encode() in browser.get("/").body
    walk.step("coordinator", "looks at the worklist", "the case waits" if listed else "other cases come first")
    page = browser.get(walk.case)
    page = browser.send(page, page.form("/accept/"))
    form = page.form(having="people")
    page = browser.send(page, form, people=form.choice("people", PATHOLOGIST_NAME))
    walk.step("coordinator", "accepts it and asks the pathologist", status_of(page))


def answer(walk: Walk, browser: Browser) -> None:
    page = browser.get(walk.case)
    page = browser.get(page.link("/opinions/"))
    page = browser.send(
        page, page.form(having="opinion_agrees"), opinion_agrees="yes", opinion_certainty="moderate",
        opinion_recommendation=ANSWER, opinion_board_needed="1",
    )  # fmt: skip
    if page.path != walk.case:
        raise Unexpected("the opinion was not accepted")
    walk.step("pathologist", "answers in the structured form", status_of(page))


def put_on_agenda(walk: Walk, browser: Browser) -> None:
    """A meeting of its own, so that next week's agenda stays as it is."""
    board = next(link for link in browser.get("/boards/").links if re.fullmatch(r"/boards/\d+/", link))
    page = browser.get(f"{board}schedule/")
    day = date.today() + timedelta(days=1)
    page = browser.send(page, page.form(having="minutes"), day=f"{day:%d/%m/%Y}", time="07:30", minutes="60", place="")
    walk.meeting = page.path
    case = walk.case.strip("/").rsplit("/", 1)[-1]
    browser.send(page, page.form("/agenda/", value=("case", case)))
    walk.step("coordinator", "plans a meeting and puts the case on it", status_of(browser.get(walk.case)))


# --- the board


def decide(walk: Walk, browser: Browser) -> None:
    page = browser.get(walk.meeting)
    page = browser.send(page, page.form("/open/"))
    form = page.form("/attendance/")
    page = browser.send(page, form, present=form.all_of("present"))
    walk.step("chair", "opens the meeting and notes who is present", f"{len(form.all_of('present'))} people")
    page = browser.get(page.link("/boards/items/"))
    walk.item = page.path
    page = browser.send(page, page.form("/start/"))
    form = page.form(having="summary")
    modalities = [name for name, _ in _chosen(form.names, "-recommendation")]
    advice = {f"{name}-recommendation": "do" if name in {"diagnostics", "follow_up"} else "defer" for name in modalities}
    page = browser.send(page, form, summary="Reviewed by the board.", votes="unanimous", **advice)
    walk.step("chair", "writes the decision", f"{len(modalities)} modalities")
    _sign(walk, browser)
    page = browser.get(walk.meeting)
    browser.send(page, page.form("/close/"))
    walk.step("chair", "closes the meeting", "closed")


def _chosen(names: set[str], end: str) -> list[tuple[str, str]]:
    return [(name.removesuffix(end), name) for name in sorted(names) if name.endswith(end)]


def _sign(walk: Walk, browser: Browser) -> None:
    """A signature needs a fresh proof: the password once more."""
    page = browser.get(f"{walk.item}sign/")
    proof = next((link for link in page.links if "reauthenticate" in link), "")
    if not proof:
        raise Unexpected("the decision could be signed without a fresh proof, or not at all")
    page = browser.get(proof)
    page = browser.send(page, page.form(having="password"), password=walk.password)
    values = {"reason": "Checked by the walk"} if "reason" in page.form(having="version").names else {}
    page = browser.send(page, page.form(having="version"), **values)
    if not re.fullmatch(rf"/boards/decisions/{UUID}/", page.path):
        raise Unexpected("the decision was not signed")
    walk.decision = page.path
    walk.step("chair", "proves who signs, and signs", "signed")


# --- and back


def close_the_loop(walk: Walk, browser: Browser) -> None:
    walk.step("clinician", "looks at the case", status_of(browser.get(walk.case)))
    page = browser.get(walk.decision)
    letter = browser.get(page.link("/boards/letters/", end=".pdf"))
    if letter.content_type != "application/pdf" or not letter.body.startswith(b"%PDF"):
        raise Unexpected("the letter is no PDF")
    walk.step("clinician", "reads the letter", f"PDF of {len(letter.body) // 1024} kB")
    form = page.form("/advice/")
    outcomes = {name: "yes" for _, name in _chosen(form.names, "-outcome")}
    browser.send(page, form, **outcomes)
    walk.step("clinician", "says that the advice was carried out", status_of(browser.get(walk.case)))
