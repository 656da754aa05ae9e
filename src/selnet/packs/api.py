"""The door of selnet.packs."""

from __future__ import annotations

from selnet.packs.csvfile import delimiter_of
from selnet.packs.faults import Fault, PackError, format_fault, nearest
from selnet.packs.fields import Choice, Field, Form
from selnet.packs.foreign import ForeignDictionary, read_dictionary
from selnet.packs.loader import check, load
from selnet.packs.marks import Marked, read_yaml
from selnet.packs.pack import Pack
from selnet.packs.redcap import COLUMNS, HEADERS
from selnet.packs.schema import Lane, MissingCode, Source, Titled, titles
from selnet.packs.schema_care import Completeness, Execution, Modality, Quorum, Reason, Recommendation, Scope, Urgency
from selnet.packs.tables import Table, TableAnswer
from selnet.packs.terms import Term, Terminology
from selnet.packs.texts import Text, fold

__all__ = [
    "COLUMNS",
    "HEADERS",
    "Choice",
    "Completeness",
    "Execution",
    "Fault",
    "Field",
    "ForeignDictionary",
    "Form",
    "Lane",
    "Marked",
    "MissingCode",
    "Modality",
    "Pack",
    "PackError",
    "Quorum",
    "Reason",
    "Recommendation",
    "Scope",
    "Source",
    "Table",
    "TableAnswer",
    "Term",
    "Terminology",
    "Text",
    "Titled",
    "Urgency",
    "check",
    "delimiter_of",
    "fold",
    "format_fault",
    "load",
    "nearest",
    "read_dictionary",
    "read_yaml",
    "titles",
]
