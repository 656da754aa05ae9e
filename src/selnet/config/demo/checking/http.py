"""A small browser: cookies, redirects, and forms filled and sent as a page offers them. Without script, as on a slow link."""

import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar

TIMEOUT = 60.0  # seconds
VOID = {"input", "br", "img", "hr", "meta", "link"}
Values = dict[str, str | list[str]]


class Unexpected(Exception):
    """The page is not what the walk needs next. Says the step's place, never what stands on the page."""


@dataclass
class Form:
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)  # as the page would send them
    offered: list[tuple[str, str, str]] = field(default_factory=list)  # name, value, label of what can be chosen

    def choice(self, name: str, label: str) -> str:
        """The value whose label begins with the words."""
        for found, value, said in self.offered:
            if found == name and said.startswith(label):
                return value
        raise Unexpected(f"{self.action} offers no such {name}")

    def all_of(self, name: str) -> list[str]:
        return [value for found, value, _ in self.offered if found == name]

    @property
    def names(self) -> set[str]:
        return {name for name, _ in self.fields} | {name for name, _, _ in self.offered}


@dataclass
class Page:
    url: str
    status: int
    content_type: str
    body: bytes
    forms: list[Form] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        return urllib.parse.urlsplit(self.url).path

    def form(self, action: str = "", *, having: str = "", value: tuple[str, str] | None = None) -> Form:
        """The first form sent to an address that ends so, that has the field, or the field with the value."""
        for form in self.forms:
            fits = form.action.endswith(action or self.path) and (not having or having in form.names)
            if fits and (value is None or value in form.fields):
                return form
        raise Unexpected(f"{self.path} has no form for {action or 'itself'}{f' with {having}' if having else ''}")

    def has_form(self, action: str) -> bool:
        return any(form.action.endswith(action) for form in self.forms)

    def link(self, part: str, end: str = "/") -> str:
        """The first link whose address holds the part and ends so."""
        for link in self.links:
            if part in link and link.split("#")[0].endswith(end):
                return link.split("#")[0]
        raise Unexpected(f"{self.path} links to no {part}")


class Browser:
    """One person's browser."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> Page:
        return self._open(urllib.request.Request(urllib.parse.urljoin(self._base, path)))  # noqa: S310  our own server

    def send(self, page: Page, form: Form, **values: str | list[str]) -> Page:
        """Sends the form with what the page filled in, but for the values given. A form that comes back is not accepted."""
        kept = [(name, value) for name, value in form.fields if name not in values]
        added = [(name, each) for name, value in values.items() for each in (value if isinstance(value, list) else [value])]
        url = urllib.parse.urljoin(page.url, form.action)
        request = urllib.request.Request(url, urllib.parse.urlencode(kept + added).encode(), {"Referer": page.url})  # noqa: S310
        answer = self._open(request)
        if answer.status >= 400:
            raise Unexpected(f"{urllib.parse.urlsplit(url).path} was answered with {answer.status}")
        return answer

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                return _read(answer.url, answer.status, answer.headers.get_content_type(), answer.read())
        except urllib.error.HTTPError as error:
            return _read(error.url or request.full_url, error.code, error.headers.get_content_type(), error.read())


def _read(url: str, status: int, content_type: str, body: bytes) -> Page:
    page = Page(url, status, content_type, body)
    if content_type == "text/html":
        _Reader(page).feed(body.decode())
    return page


class _Reader(HTMLParser):
    """Collects forms with their present values, links, and the words of tags."""

    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self._page = page
        self._form: Form | None = None
        self._labels: dict[str, str] = {}
        self._ids: dict[tuple[int, int], str] = {}  # which control an offer of a form is, to find its label
        self._select = ""
        self._option: dict[str, str | None] | None = None
        self._textarea = ""
        self._text: list[str] | None = None
        self._label = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        handler = getattr(self, f"_open_{tag}", None)
        if handler is not None:
            handler(found)

    def handle_endtag(self, tag: str) -> None:
        handler = getattr(self, f"_close_{tag}", None)
        if handler is not None:
            handler()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _said(self) -> str:
        said, self._text = " ".join("".join(self._text or []).split()), None
        return said

    # --- elements

    def _open_form(self, found: dict[str, str | None]) -> None:
        self._form = Form(found.get("action") or self._page.path)
        self._page.forms.append(self._form)

    def _close_form(self) -> None:
        self._form = None

    def _open_a(self, found: dict[str, str | None]) -> None:
        if found.get("href"):
            self._page.links.append(str(found["href"]))

    def _open_span(self, found: dict[str, str | None]) -> None:
        if found.get("class") == "tag":
            self._text = []

    def _close_span(self) -> None:
        if self._text is not None and not (self._select or self._textarea or self._label):
            self._page.tags.append(self._said())

    def _open_label(self, found: dict[str, str | None]) -> None:
        self._label, self._text = found.get("for") or "", []

    def _close_label(self) -> None:
        said, control, self._label = self._said(), self._label, ""
        for form in self._page.forms:
            for index, (name, value, _) in enumerate(form.offered):
                if control and self._ids.get((id(form), index)) == control:
                    form.offered[index] = (name, value, said)

    def _open_input(self, found: dict[str, str | None]) -> None:
        name, kind, value = found.get("name") or "", found.get("type") or "text", found.get("value") or ""
        if self._form is None or not name or kind in {"submit", "button", "file"}:
            return
        if kind not in {"checkbox", "radio"}:
            self._form.fields.append((name, value))
            return
        self._ids[(id(self._form), len(self._form.offered))] = found.get("id") or ""
        self._form.offered.append((name, value or "on", ""))
        if "checked" in found:
            self._form.fields.append((name, value or "on"))

    def _open_select(self, found: dict[str, str | None]) -> None:
        self._select = found.get("name") or ""

    def _close_select(self) -> None:
        self._select = ""

    def _open_option(self, found: dict[str, str | None]) -> None:
        if self._select:
            self._option, self._text = found, []

    def _close_option(self) -> None:
        if self._form is None or self._option is None:
            return
        value = self._option.get("value") or ""
        self._form.offered.append((self._select, value, self._said()))
        if "selected" in self._option:
            self._form.fields.append((self._select, value))
        self._option = None

    def _open_textarea(self, found: dict[str, str | None]) -> None:
        self._textarea, self._text = found.get("name") or "", []

    def _close_textarea(self) -> None:
        said, name, self._textarea = "".join(self._text or []).strip(), self._textarea, ""
        self._text = None
        if self._form is not None and name:
            self._form.fields.append((name, said))
