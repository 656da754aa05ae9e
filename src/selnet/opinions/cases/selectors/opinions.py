"""The experts' answers side by side, and whether they agree."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from selnet.opinions.cases.models import Assignment
from selnet.opinions.cases.opinion_form import GIVEN_BY_CASE, OPINION
from selnet.packs.api import Field, Pack
from selnet.record.api import Entry, shown_value
from selnet.ui.api import active_language


@dataclass(frozen=True)
class Line:
    """One question of the opinion over all experts. `agreement` is '' where words cannot be counted."""

    label: str
    cells: tuple[tuple[str, str], ...]  # (expert, what they said)
    agreement: str
    agree: bool | None

    @property
    def sign(self) -> str:
        return {True: "met", False: "not", None: "unk"}[self.agree]


def side_by_side(pack: Pack, assignments: Iterable[Assignment]) -> list[Line]:
    """Questions that at least one expert answered, in the order of the form."""
    given = [(assignment.person.name, assignment.entry) for assignment in assignments if assignment.entry is not None]
    form = pack.forms.get(OPINION)
    if not given or form is None:
        return []
    asked = [field for field in form.fields if field.type != "descriptive" and field.name not in GIVEN_BY_CASE]
    lines = (_line(pack, field, given) for field in asked)
    return [line for line in lines if any(value for _name, value in line.cells)]


def _line(pack: Pack, field: Field, given: list[tuple[str, Entry]]) -> Line:
    language = active_language()
    cells = tuple((name, shown_value(pack, field, entry.answers.get(field.name), language)) for name, entry in given)
    if not _countable(field) or len(cells) < 2:
        return Line(field.label(language), cells, "", None)
    agree, words = _agreement([value for _name, value in cells if value], len(cells))
    return Line(field.label(language), cells, words, agree)


def _countable(field: Field) -> bool:
    """Choices and terms can be equal; free text cannot be compared by a machine."""
    return field.is_choice or bool(field.terms)


def _agreement(said: list[str], asked: int) -> tuple[bool | None, str]:
    if len(said) < 2:
        return None, _("Only one says")
    _most, count = Counter(said).most_common(1)[0]
    silent = asked - len(said)
    words = _("All %(count)s agree") % {"count": count} if count == len(said) else _("They differ")
    if silent:
        words = f"{words}, " + ngettext("%(n)d did not say", "%(n)d did not say", silent) % {"n": silent}
    return count == len(said), words
