"""The forms of a page, as a browser would send them, and their answers when they are sent."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib import error, parse, request

from crawl import kind_of
from window import Visitor

NOT_SENT = {"submit", "button", "file", "image", "reset"}


@dataclass
class Form:
    page: str
    action: str
    hidden: dict[str, str] = field(default_factory=dict)
    shown: dict[str, list[str]] = field(default_factory=dict)  # name -> what it holds now
    buttons: dict[str, str] = field(default_factory=dict)
    has_file: bool = False

    @property
    def kind(self) -> str:
        return kind_of(self.action)

    @property
    def shape(self) -> tuple[str, str]:
        """Forms that ask the same at the same kind of address are one form."""
        numbered = {"".join("#" if each.isdigit() else each for each in name) for name in self.shown}
        return self.kind, " ".join(sorted(numbered))

    def as_filled(self, **answers: str) -> list[tuple[str, str]]:
        """What a browser sends with these answers typed in."""
        kept = [(name, value) for name, values in self.shown.items() if name not in answers for value in values]
        return [*self.hidden.items(), *kept, *answers.items()]


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._typed: tuple[str, list[str]] | None = None
        self._chosen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open(found)
        elif self._form is not None and tag in {"input", "button", "select", "textarea", "option"}:
            getattr(self, f"_{tag}")(self._form, found)

    def _open(self, found: dict[str, str]) -> None:
        self._form = Form(self.page, found.get("action") or self.page)
        if found.get("method", "").lower() == "post":
            self.forms.append(self._form)

    def _input(self, form: Form, found: dict[str, str]) -> None:
        name, kind = found.get("name", ""), found.get("type", "text")
        form.has_file = form.has_file or kind == "file"
        if not name or kind in NOT_SENT:
            return
        if kind == "hidden":
            form.hidden[name] = found.get("value", "")
        elif kind in {"checkbox", "radio"}:
            form.shown.setdefault(name, []).extend([found.get("value", "on")] if "checked" in found else [])
        else:
            form.shown.setdefault(name, []).append(found.get("value", ""))

    def _button(self, form: Form, found: dict[str, str]) -> None:
        if found.get("name"):
            form.buttons.setdefault(found["name"], found.get("value", ""))

    def _select(self, form: Form, found: dict[str, str]) -> None:
        self._chosen = found.get("name", "")
        form.shown.setdefault(self._chosen, [])

    def _option(self, form: Form, found: dict[str, str]) -> None:
        """The selected one, else the first, as browsers do."""
        held, value = form.shown[self._chosen], found.get("value", "")
        if "selected" in found:
            held[:] = [value]
        elif not held:
            held.append(value)

    def _textarea(self, form: Form, found: dict[str, str]) -> None:
        self._typed = found.get("name", ""), []

    def handle_data(self, data: str) -> None:
        if self._typed is not None:
            self._typed[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._typed is not None and self._form is not None:
            self._form.shown.setdefault(self._typed[0], []).append("".join(self._typed[1]).removeprefix("\n"))
            self._typed = None
        elif tag == "form":
            self._form = None


def forms_in(page: str, html: str) -> list[Form]:
    """The forms that are sent by POST."""
    reader = _Reader(page)
    reader.feed(html)
    return reader.forms


@dataclass
class Answer:
    status: int
    location: str
    text: str


class _Stay(request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def send(visitor: Visitor, form: Form, values: list[tuple[str, str]]) -> Answer:
    """One POST of the page, its redirect not followed."""
    return _send(_asked(visitor, form, values))


def send_twice(visitor: Visitor, form: Form, values: list[tuple[str, str]]) -> list[Answer]:
    """The same page sent twice at the same moment, as two quick presses do where no script holds the second back."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(_send, [_asked(visitor, form, values) for _ in range(2)]))


def _asked(visitor: Visitor, form: Form, values: list[tuple[str, str]]) -> request.Request:
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in visitor.context.cookies())
    url = visitor.platform.url
    body = parse.urlencode(values, errors="surrogatepass").encode()
    headers = {"Cookie": cookies, "Referer": url + form.page, "Origin": url}
    return request.Request(parse.urljoin(url + form.page, form.action), body, headers)


def _send(asked: request.Request) -> Answer:
    try:
        with request.build_opener(_Stay).open(asked, timeout=60) as answer:
            return Answer(answer.status, "", answer.read().decode())
    except error.HTTPError as refused:
        return Answer(refused.code, refused.headers.get("Location", ""), refused.read().decode(errors="replace"))


def form_of(visitor: Visitor, page: str, *, having: str) -> Form:
    """The form of the page that has this field."""
    answer = visitor.context.request.get(visitor.platform.url + page)
    assert answer.status == 200, f"{page}: {answer.status}"
    for form in forms_in(page, answer.text()):
        if having in form.shown or having in form.hidden:
            return form
    raise AssertionError(f"{page} has no form with {having}")
