"""After signing out nothing of a patient is left in the browser: not behind the back button, not in storage."""

from people import CLINICIAN
from window import Windows


def test_back_shows_no_patient_after_sign_out(visit: Windows) -> None:
    visitor = visit()
    page = visitor.sign_in(CLINICIAN).page
    visitor.goto("/patients/")
    page.locator("main tbody a[href^='/patients/']").first.click()
    page.wait_for_load_state()
    patient, code = page.url, page.locator(".patient-bar .id, .patient-bar").first.inner_text().split()[0]
    assert code.startswith("SN-")
    page.locator("form[action*=logout] button").first.click()
    page.wait_for_load_state()
    for _ in range(3):
        page.go_back()
        page.wait_for_load_state()
        assert code not in page.content(), f"back shows the patient at {page.url}"
    page.goto(patient)
    assert "/account/login/" in page.url
    assert visitor.context.request.get(patient, max_redirects=0).status == 302


def test_pages_ask_not_to_be_kept(visit: Windows) -> None:
    visitor = visit(CLINICIAN)
    page = visitor.goto("/patients/")
    patient = page.locator("main tbody a[href^='/patients/']").first.get_attribute("href") or ""
    for path in ("/", "/patients/", patient, f"{patient}add/"):
        answer = visitor.context.request.get(visitor.platform.url + path)
        assert "no-store" in answer.headers["cache-control"], path
    kept = visitor.goto(patient).evaluate("({...localStorage, ...sessionStorage})")
    assert set(kept) <= {"htmx-current-path-for-history"}, kept  # an address, whose key means nothing
    assert '"historyCacheSize": 0' in page.locator("meta[name=htmx-config]").get_attribute("content")  # type: ignore[operator]
