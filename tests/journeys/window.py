"""One person at one browser window, and what the browser complained of meanwhile."""

from pathlib import Path
from typing import Any

from people import email
from playwright.sync_api import Browser, BrowserContext, Page

from selnet.network.demo import DEMO_PASSWORD


class Platform:
    """The running demo, its folder, and who has signed in to it so far."""

    def __init__(self, url: str, home: Path) -> None:
        self.url = url
        self.home = home
        self.sessions: dict[str, Any] = {}


class Visitor:
    def __init__(self, platform: Platform, context: BrowserContext) -> None:
        self.platform = platform
        self.context = context
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self._hear(said.type, said.text))

    def _hear(self, kind: str, text: str) -> None:
        """A form that comes back with its errors is answered with 422, which the browser reports: that is no fault."""
        if kind == "error" and "status of 422" not in text:
            self.complaints.append(text)

    def goto(self, path: str) -> Page:
        response = self.page.goto(self.platform.url + path)
        assert response is not None
        assert response.status < 400, f"{path}: {response.status}"
        return self.page

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.platform.url)

    def press(self, words: str) -> Page:
        """Presses the button or follows the link that says so, in the page's main part, and waits for what comes."""
        main = self.page.locator("#main")
        target = main.get_by_role("button", name=words).or_(main.get_by_role("link", name=words)).first
        target.click()
        self.page.wait_for_load_state()
        return self.page

    def sign_in(self, account: str) -> "Visitor":
        """Password, then the code that the demo shows in place of the person's app."""
        self.goto("/account/login/")
        way_in = self.page.locator("form[action*=login]", has=self.page.locator("input[type=password]"))
        way_in.locator("input[name=login]").fill(email(account))
        way_in.locator("input[name=password]").fill(DEMO_PASSWORD)
        way_in.locator("button[type=submit]:not([aria-pressed])").click()
        self.page.wait_for_load_state()
        assert self.page.locator("input[name=code]").count(), (
            f"{account} is not let in: {self.page.locator('main').inner_text()[:400]}"
        )
        self.page.locator("input[name=code]").fill(self.page.locator(".note .id").inner_text())
        self.page.locator("main form", has=self.page.locator("input[name=code]")).locator("button[type=submit]").click()
        self.page.wait_for_selector("nav.nav")
        return self

    def speak(self, language: str) -> "Visitor":
        """Switches the language of the pages, as the switch in the header or the foot does."""
        if self.page.locator("html").get_attribute("lang") != language:
            self.page.locator(f".language-switch button[value={language}]:visible").first.click()
            self.page.wait_for_load_state()
        assert self.page.locator("html").get_attribute("lang") == language
        return self


class Windows:
    """Opens windows; who has signed in once is signed in in every further window of theirs."""

    def __init__(self, platform: Platform, browser: Browser) -> None:
        self._platform = platform
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def __call__(
        self, account: str = "", *, width: int = 1280, height: int = 900, scripts: bool = True, language: str = "en"
    ) -> Visitor:
        session = self._session(account) if account else None
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=scripts, locale=language, storage_state=session
        )
        context.set_default_timeout(15_000)
        self._contexts.append(context)
        return Visitor(self._platform, context)

    def _session(self, account: str) -> Any:
        if account not in self._platform.sessions:
            visitor = self().sign_in(account)
            self._platform.sessions[account] = visitor.context.storage_state()
        return self._platform.sessions[account]

    def close(self) -> None:
        for context in self._contexts:
            context.close()
