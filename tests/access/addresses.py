"""Every address of the platform, read from the URL table, and what expectations.py asks of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from cast_and_rules import Rule
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from expectations import RULES
from scene import Scene


def named(patterns: list[Any], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address, includes and their includes too, by the name that `reverse` takes."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from named(each.url_patterns, f"{space}{each.namespace}:" if each.namespace else space)
        else:
            yield f"{space}{each.name}", each


TABLE = list(named(get_resolver().url_patterns))
ADDRESSES = dict(TABLE)


MADE_UP: dict[type, Any] = {UUID: uuid4(), int: 987_654_321}


@dataclass(frozen=True)
class Asked:
    """One address for one patient (or thing) of the scene."""

    name: str
    subject: str
    rule: Rule

    def __str__(self) -> str:
        return f"{self.name} {self.subject}".strip()

    @property
    def parameters(self) -> set[str]:
        return set(ADDRESSES[self.name].pattern.converters)

    def address(self, scene: Scene) -> str:
        keys = scene.keys(self.subject)
        return reverse(self.name, kwargs={name: keys[name] for name in self.parameters})

    def made_up(self, scene: Scene) -> str:
        """The same page, of something that does not exist."""
        keys = scene.keys(self.subject)
        other = {name: MADE_UP.get(type(keys[name]), keys[name]) for name in self.parameters}
        return reverse(self.name, kwargs=other)

    def body(self, scene: Scene) -> dict[str, str]:
        return {name: str(value).format_map(scene.keys(self.subject)) for name, value in self.rule.body.items()}


def _declared() -> list[Asked]:
    lines = [(line.strip().partition(" "), rule) for rule in RULES for line in rule.urls.strip().splitlines()]
    return [Asked(name, subject, rule) for (name, _space, subject), rule in lines]


DECLARED = _declared()
ABOUT_SOMETHING = [each for each in DECLARED if each.name in ADDRESSES and each.parameters - {"form", "secret"}]
