"""Walks the pages that a person can reach by following links, one or two of each kind."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

FILES = {"boards:letter", "boards:calendar_feed", "record:attachment", "record:preview"}
DIFFER = {"cases:case", "record:patient", "record:entry", "boards:meeting", "boards:present"}  # from one instance to the next
LEFT_OUT = FILES | {"account_logout"}  # ends the walk

Fetch = Callable[[str], Iterable[str]]  # looks at the page of a path and gives the addresses it links to


def kind_of(path: str) -> str:
    """The name of the address in the URL table; empty for what the platform does not answer."""
    try:
        return str(resolve(urlsplit(path).path).view_name)
    except Resolver404:
        return ""


def walk(fetch: Fetch, *, start: str = "/", of_differing: int = 1) -> dict[str, str]:
    """Breadth first, one page of each kind, more of those that differ. Gives the pages that were looked at, path -> kind."""
    waiting, known, seen = deque([start]), {start}, dict[str, str]()
    counts: Counter[str] = Counter()
    while waiting:
        path = waiting.popleft()
        kind = kind_of(path)
        if not kind or kind in LEFT_OUT or counts[kind] >= (of_differing if kind in DIFFER else 1):
            continue
        counts[kind] += 1
        seen[path] = kind
        for link in own_paths(fetch(path)):
            if link not in known:
                known.add(link)
                waiting.append(link)
    return seen


def own_paths(links: Iterable[str]) -> Iterator[str]:
    """Links into the platform, without their fragment. Other addresses are not ours to judge."""
    for link in links:
        parts = urlsplit(link)
        if not parts.netloc and parts.path.startswith("/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")
