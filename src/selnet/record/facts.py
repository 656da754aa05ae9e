"""The typed view of one patient's entries that the logic reads."""

from collections.abc import Iterable, Mapping, Sequence

from selnet.logic.api import Answer, Missing
from selnet.packs.api import Pack

from .models import Entry

Stored = str | list[str] | Mapping[str, str] | None


def read_answer(stored: Stored) -> Answer:
    """A stored answer as the logic knows it: a missing-data code is a reason, a blank is None."""
    match stored:
        case None | "" | []:
            return None
        case Mapping():
            return Missing(stored["missing"])
        case list():
            return [str(code) for code in stored]
        case _:
            return str(stored)


class EntryFacts:
    """Facts over entries: instances in the order of their event dates. `shown` puts one form's answers, as they stand on the
    screen, in the place of what is stored."""

    def __init__(self, pack: Pack, entries: Iterable[Entry]) -> None:
        self._pack = pack
        self._forms: dict[str, dict[int, Mapping[str, Stored]]] = {}
        # what has no date comes first, as in the headline: "the last" is the newest that is known to be
        for entry in sorted(entries, key=lambda entry: (entry.event_date, entry.instance)):
            self._forms.setdefault(entry.form, {})[entry.instance] = entry.answers

    def shown(self, form: str, instance: int, answers: Mapping[str, Stored]) -> "EntryFacts":
        view = EntryFacts(self._pack, ())
        view._forms = self._forms | {form: {**self._forms.get(form, {}), instance: answers}}
        return view

    def value(self, field: str, form: str | None = None, instance: int | None = None, event: str | None = None) -> Answer:
        place = form or self.form_of(field)
        entries = self._forms.get(place or "", {})
        if instance is None:
            instance = next(iter(entries), 1)
        return read_answer(entries.get(instance, {}).get(field))

    def instances(self, form: str) -> Sequence[int]:
        return list(self._forms.get(form, ()))

    def form_of(self, field: str) -> str | None:
        return self._pack.form_of(field)
