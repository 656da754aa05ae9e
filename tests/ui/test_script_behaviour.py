"""What the scripts add: guards, questions, search in long lists, branches, keys. Without them the page still works."""

from playwright.sync_api import expect
from screen import Opener


def test_a_form_is_sent_once(open_page: Opener) -> None:
    page = open_page()
    held = page.evaluate(
        """() => {
          const form = document.querySelector('[name="g-size"]').form;
          let sent = 0;
          window.addEventListener("submit", (event) => { if (!event.defaultPrevented) sent += 1; event.preventDefault(); });
          form.requestSubmit();
          form.requestSubmit();
          return sent;
        }"""
    )
    assert held == 1


def test_button_says_that_it_is_saving(open_page: Opener) -> None:
    page = open_page()
    page.route("**/slow", lambda route: route.fulfill(status=204))  # the browser stays on the page
    page.evaluate("document.querySelector('[name=\"wrong-site\"]').form.action = '/slow'")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator("form:has([name='wrong-site']) .save-bar button").first).to_have_text("Saving…")
    expect(page.locator("#live")).to_have_text("Saving…")


def test_confirm_asks_before_the_act(open_page: Opener) -> None:
    page = open_page()
    page.evaluate("document.querySelector('[data-confirm]').addEventListener('click', () => { window.acted = true; })")
    page.get_by_role("button", name="Withdraw consent").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Withdraw this consent?")
    expect(dialog.get_by_role("button", name="Go back")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert page.evaluate("window.acted") is None
    page.get_by_role("button", name="Withdraw consent").click()
    page.get_by_role("button", name="Yes, go on").click()
    page.wait_for_function("window.acted === true")


def test_long_list_is_searched_by_keyboard(open_page: Opener) -> None:
    page = open_page()
    field = page.locator("#id_clean-site")
    field.fill("retro")
    expect(page.locator("#id_clean-site-list [role=option]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Retroperitoneum")
    assert page.evaluate("document.querySelector('[name=\"clean-site\"]').value") == "retro"
    field.fill("nowhere")
    expect(page.locator("#live")).to_contain_text("Nothing matches")
    page.keyboard.press("Tab")
    expect(field).to_have_value("Retroperitoneum")


def test_branch_hides_and_keeps_its_answer(open_page: Opener) -> None:
    page = open_page()
    structure = page.locator("#g-structure")
    structure.fill("Fascia")
    page.get_by_label("R0, free").last.check(force=True)
    expect(structure).to_be_hidden()
    page.get_by_label("R1, microscopic tumour at ink").last.check(force=True)
    expect(structure).to_be_visible()
    expect(structure).to_have_value("Fascia")


def test_radio_opens_its_block(open_page: Opener) -> None:
    page = open_page()
    reason = page.locator("#id_clean-margin_reason")
    expect(reason).to_be_hidden()
    page.locator("#id_clean-margin_1").check(force=True)
    expect(reason).to_be_visible()


def test_unsaved_changes_are_asked_about(open_page: Opener) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("#id_clean-size").fill("62")
    page.evaluate("location.href = '/ui/gallery/?elsewhere'")
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]


def test_question_mark_lists_the_keys(open_page: Opener) -> None:
    page = open_page()
    page.locator("h1").click()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Go to the content")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.locator("#id_clean-size").press("?")
    expect(dialog).to_have_count(0)


def test_pages_in_the_browser_history_cache_nothing(open_page: Opener) -> None:
    page = open_page()
    config = page.evaluate("htmx.config")
    assert config["historyCacheSize"] == 0
    assert config["allowEval"] is False
    assert config["includeIndicatorStyles"] is False


def test_moving_a_case_keeps_the_focus(open_page: Opener) -> None:
    page = open_page()
    down = page.get_by_role("button", name="Move SN-7K3F-92QD down")
    with page.expect_response(lambda response: response.request.method == "POST"):
        down.click()
    expect(page.get_by_role("button", name="Move SN-7K3F-92QD down")).to_be_focused()
    assert page.sent == ["item=2&move=down"] or "item=2" in page.sent[0]  # type: ignore[attr-defined]
    assert page.locator("#agenda").count() == 1


def test_copy_says_so(open_page: Opener) -> None:
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-copy]").click()
    expect(page.locator("[data-copy]")).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "SN-7K3F-92QD"
