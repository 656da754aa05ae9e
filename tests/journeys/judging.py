"""What is wrong with a page that stands in a window, as its reader would notice it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response
from window import Visitor

from accessible import overflow, violations

WIDTHS = (1280, 360)
FIRST_LOAD, LATER_LOAD = 100_000, 30_000  # bytes over the line
SHAPE = """() => [...document.querySelectorAll('*')].map(e => [
  e.parentElement ? e.parentElement.localName : '', e.localName, e.className.baseVal ?? e.className,
  ...e.getAttributeNames().filter(n => n == 'role' || n == 'type' || n.startsWith('aria-')),
].join(' ')).filter((each, place, all) => all.indexOf(each) == place).sort().join('\\n')"""


class Meter:
    """Bytes that came over the line, as the browser counts them: headers, compression, cache and all."""

    def __init__(self, visitor: Visitor) -> None:
        self.bytes = 0
        session = visitor.context.new_cdp_session(visitor.page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, float]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def take(self) -> int:
        taken, self.bytes = self.bytes, 0
        return taken


@dataclass
class Judge:
    """Looks at one page after the other of one person. `shapes`: what axe has seen of any person, so that it sees it once."""

    visitor: Visitor
    language: str
    shapes: set[str]
    faults: list[str] = field(default_factory=list)
    pages: int = 0
    _titles: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._meter = Meter(self.visitor)

    def look(self, path: str) -> list[str]:
        """Judges the page of the path and gives its links."""
        page, limit = self.visitor.page, LATER_LOAD if self.pages else FIRST_LOAD
        response = page.goto(self.visitor.platform.url + path)
        assert response is not None
        self.pages += 1
        wrong = [*self._of_answer(response), *self._of_head(page), *self._of_weight(limit), *self._of_sight(page)]
        wrong += [f"the browser complains: {each}" for each in self.visitor.complaints]
        self.visitor.complaints.clear()
        self.faults += [f"{path}: {each}" for each in wrong]
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        return [link.removeprefix(self.visitor.platform.url) for link in links]

    def _of_answer(self, response: Response) -> Iterator[str]:
        if response.status != 200:
            yield f"answered with {response.status}"

    def _of_head(self, page: Page) -> Iterator[str]:
        title, where = page.title(), urlsplit(page.url).path
        if self._titles.setdefault(title, where) != where:
            yield f"has the title of {self._titles[title]}: “{title}”"
        headings = page.locator("h1").count()
        if headings != 1:
            yield f"has {headings} h1"
        spoken = page.locator("html").get_attribute("lang")
        if spoken != self.language:
            yield f"says that it speaks {spoken}, not {self.language}"

    def _of_weight(self, limit: int) -> Iterator[str]:
        weight = self._meter.take()
        if weight > limit:
            yield f"weighs {weight} bytes, over {limit}"

    def _of_sight(self, page: Page) -> Iterator[str]:
        """Nothing scrolls sideways; axe finds nothing. Axe looks once at pages of the same shape: it judges markup, not words."""
        shape = hashlib.sha256(str(page.evaluate(SHAPE)).encode()).hexdigest()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if (beyond := overflow(page)) > 0:
                yield f"is {beyond} px wider than a window of {width}"
            if shape not in self.shapes:
                yield from (f"at {width} px {each['rule']}: {each['where'][0]}" for each in violations(page))
        self.shapes.add(shape)
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
