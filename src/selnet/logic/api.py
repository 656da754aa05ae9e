"""The door of the expression language."""

from selnet.logic.checker import ANY_FORM, check
from selnet.logic.errors import LogicError, LogicSyntaxError, LogicTypeError, place
from selnet.logic.evaluate import evaluate
from selnet.logic.facts import Answer, Blank, DictFacts, FactRef, Facts, Missing, Result
from selnet.logic.nodes import Node, fields_of, forms_of
from selnet.logic.parser import parse
from selnet.logic.schema import DictSchema, FieldInfo, Kind, Schema
from selnet.logic.tree import to_json

__all__ = [
    "ANY_FORM",
    "Answer",
    "Blank",
    "DictFacts",
    "DictSchema",
    "FactRef",
    "Facts",
    "FieldInfo",
    "Kind",
    "LogicError",
    "LogicSyntaxError",
    "LogicTypeError",
    "Missing",
    "Node",
    "Result",
    "Schema",
    "check",
    "evaluate",
    "fields_of",
    "forms_of",
    "parse",
    "place",
    "to_json",
]
