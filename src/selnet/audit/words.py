"""Events in words. Each package registers the words of its own actions, and names for the ids that only it can name."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

ActionWords = Mapping[str, object]  # action -> lazy text
NamePeople = Callable[[Collection[int]], dict[int, str]]
NamePatients = Callable[[Collection[UUID]], dict[UUID, str]]
FindPatient = Callable[[str], UUID | None]
Everyone = Callable[[], list[tuple[int, str]]]

_words: dict[str, object] = {}
_people: list[NamePeople] = []
_patients: list[NamePatients] = []
_finders: list[FindPatient] = []
_everyone: list[Everyone] = []


def register_actions(words: ActionWords) -> None:
    """`{"record.patient.read": _("Looked at the record")}`, called by an AppConfig.ready."""
    _words.update(words)


def register_names(*, people: NamePeople, everyone: Everyone, patients: NamePatients, find_patient: FindPatient) -> None:
    """How ids become names: the trail itself holds ids only, so that it outlives what it speaks of."""
    _people[:] = [people]
    _everyone[:] = [everyone]
    _patients[:] = [patients]
    _finders[:] = [find_patient]


def in_words(action: str) -> str:
    return str(_words.get(action, action))


def is_known(action: str) -> bool:
    return action in _words


def known_actions() -> list[tuple[str, str]]:
    return sorted(((action, str(text)) for action, text in _words.items()), key=lambda pair: pair[1])


def people(ids: Collection[int]) -> dict[int, str]:
    return _people[0](ids) if _people and ids else {}


def patients(ids: Collection[UUID]) -> dict[UUID, str]:
    return _patients[0](ids) if _patients and ids else {}


def find_patient(pseudonym: str) -> UUID | None:
    return _finders[0](pseudonym) if _finders else None


def everyone() -> list[tuple[int, str]]:
    return _everyone[0]() if _everyone else []


def platform() -> str:
    """Who acted when no person did."""
    return _("The platform")
