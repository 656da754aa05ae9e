"""The door of the record."""

from . import attachments, batches, consents, entries, entry_states, grants, identities, patients, pseudonyms
from .answers import Checked
from .branching import is_shown
from .cleaning import Problem
from .consents import agrees, consents_of
from .entries import EntryErrors, StaleEntry
from .facts import EntryFacts, Stored, read_answer
from .forms.sheet import Sheet
from .forms.typed import answers_typed
from .headlines import Headline, headline, headlines
from .knowledge import pack_of
from .models import AccessGrant, Attachment, Consent, Entry, EntryStatus, EntryVersion, Patient
from .panels import register_patient_panel
from .selectors import can_write, entries_of, get_patient, patients_cared_for_by, patients_visible_to
from .texts import LONGEST_TEXT, typed_text
from .used_facts import facts_by_patient, facts_of
from .wording import shown_date, shown_value, summary_of

__all__ = [
    "LONGEST_TEXT",
    "AccessGrant",
    "Attachment",
    "Checked",
    "Consent",
    "Entry",
    "EntryErrors",
    "EntryFacts",
    "EntryStatus",
    "EntryVersion",
    "Headline",
    "Patient",
    "Problem",
    "Sheet",
    "StaleEntry",
    "Stored",
    "agrees",
    "answers_typed",
    "attachments",
    "batches",
    "can_write",
    "consents",
    "consents_of",
    "entries",
    "entries_of",
    "entry_states",
    "facts_by_patient",
    "facts_of",
    "get_patient",
    "grants",
    "headline",
    "headlines",
    "identities",
    "is_shown",
    "pack_of",
    "patients",
    "patients_cared_for_by",
    "patients_visible_to",
    "pseudonyms",
    "read_answer",
    "register_patient_panel",
    "shown_date",
    "shown_value",
    "summary_of",
    "typed_text",
]
