"""What people know: the disciplines they work in and the groups of tumours, as the tumour model names them."""

from django.conf import settings

from selnet.packs.api import load, titles
from selnet.ui.api import active_language

SHOWN = 3  # entities of a group


def disciplines() -> dict[str, str]:
    """Slug to name, in the order of the pack's board."""
    board = load(settings.SELNET_PACKS / settings.SELNET_PACK).board
    return titles(board.disciplines, active_language())


def tumour_groups() -> dict[str, str]:
    """Slug of each group of entities to the entities it holds, which say better than a name what is meant."""
    language = active_language()
    groups: dict[str, list[str]] = {}
    for term in load(settings.SELNET_PACKS / settings.SELNET_PACK).entities:
        groups.setdefault(term["group"], []).append(term.label(language))
    shown = {group: ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "") for group, names in groups.items()}
    return dict(sorted(shown.items(), key=lambda item: item[1]))


def discipline_names(slugs: list[str]) -> list[str]:
    """Their names; a slug that the pack no longer knows is shown as it is."""
    known = disciplines()
    return [known.get(slug, slug) for slug in slugs]


def tumour_group_names(slugs: list[str]) -> list[str]:
    known = tumour_groups()
    return [known.get(slug, slug) for slug in slugs]
