"""Whether a question is asked, as the other answers stand."""

from collections.abc import Mapping

from django.utils import timezone

from selnet.logic.api import Blank, evaluate, fields_of
from selnet.packs.api import Field, Pack

from .facts import EntryFacts, Stored


def is_shown(field: Field, facts: EntryFacts, *, here: tuple[str, int] | None = None) -> bool:
    """Whether the branching shows the question. `here` is the entry on the screen: form and instance."""
    if field.branching is None:
        return True
    return bool(evaluate(field.branching, facts, blank=Blank.REDCAP, today=timezone.localdate(), here=here).value)


def not_used(pack: Pack, form: str, answers: Mapping[str, Stored]) -> frozenset[str]:
    """Answers that are kept although others took their questions away: “not detected” has no alteration, and so no partner gene.

    Branching that rests on other forms is not judged here: their entries are not at hand.
    """
    own = {each.name for each in pack.forms[form].fields}
    asked_if = [f for f in pack.forms[form].fields if f.name in answers and f.branching and set(fields_of(f.branching)) <= own]
    used = dict(answers)
    while True:
        facts = EntryFacts(pack, ()).shown(form, 1, used)
        gone = [f.name for f in asked_if if f.name in used and not is_shown(f, facts, here=(form, 1))]
        if not gone:
            return frozenset(answers) - used.keys()
        used = {name: answer for name, answer in used.items() if name not in gone}
