"""What a form's page knows from the rest of the record: for the browser's branching, and beside the questions."""

from collections.abc import Sequence

from selnet.logic.api import Node, fields_of, forms_of
from selnet.packs.api import Form, Pack
from selnet.record.facts import Stored
from selnet.record.models import Entry, Patient
from selnet.record.wording import summary_of

MOST_SHOWN = 8


def facts_for_browser(pack: Pack, form: Form, entries: Sequence[Entry]) -> dict[str, object]:
    """Only the answers of other entries that this form's logic reads, as frontend/branching.js expects them."""
    nodes = [node for item in form.fields for node in (item.branching, item.calc) if node is not None]
    wanted = {name for node in nodes for name in fields_of(node)}
    belongs = {name: found for name in wanted if (found := pack.form_of(name))}
    named = set(belongs.values()) | {name for node in nodes for name in _forms(node)}
    forms: dict[str, list[dict[str, Stored]]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.event_date or "9999", entry.instance)):
        if entry.form in named:
            answers = {name: answer for name, answer in entry.answers.items() if name in wanted}
            forms.setdefault(entry.form, []).append(answers)
    return {"forms": forms, "belongs": belongs, "smart": {}}


def _forms(node: Node) -> set[str]:
    return set(forms_of(node))


def known_already(patient: Patient, pack: Pack, form: Form, entries: Sequence[Entry], language: str) -> list[tuple[str, str]]:
    """The newest entry of each other form, in one line: not asked twice."""
    shown: dict[str, str] = {}
    for entry in entries:
        if entry.form != form.id and entry.form in pack.forms and entry.form not in shown:
            says = summary_of(entry, patient, language)
            if says:
                shown[entry.form] = says
    titles = [(pack.forms[name].title.in_(language), says) for name, says in shown.items()]
    return titles[:MOST_SHOWN]
