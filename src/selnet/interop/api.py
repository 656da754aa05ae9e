"""The door of interop."""

from .tables.chunks import Job
from .tables.mapping_file import ImportFaults
from .tables.passes import Examination, examine, prepare, write
from .tables.report import faults, first_rows, losses, summary

__all__ = ["Examination", "ImportFaults", "Job", "examine", "faults", "first_rows", "losses", "prepare", "summary", "write"]
