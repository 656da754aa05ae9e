"""Texts that people type about a patient: trimmed, freed of control characters, bounded."""

import re

from django.utils.translation import gettext as _

from selnet.access.api import UserError

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LONGEST_TEXT = 4_000  # characters of a question, a note, a message


def typed_text(text: str, *, field: str, longest: int = LONGEST_TEXT, label: str = "", missing: str = "") -> str:
    """The text as kept. UserError at `field` when it is too long, or empty although `missing` says it may not be."""
    kept = CONTROL.sub("", text.replace("\r\n", "\n")).strip()
    if not kept and missing:
        raise UserError(missing, field=field)
    if len(kept) > longest:
        raise UserError(_too_long(len(kept), longest, label), field=field)
    return kept


def _too_long(count: int, longest: int, label: str) -> str:
    if label:
        return _("%(label)s has %(count)s characters; at most %(limit)s fit. Shorten it, nothing was saved.") % {
            "label": label, "count": count, "limit": longest,
        }  # fmt: skip
    return _("This text has %(count)s characters; the limit is %(limit)s. Shorten it, nothing was saved.") % {
        "count": count, "limit": longest,
    }  # fmt: skip


def one_line(text: str) -> str:
    """One line, whatever was pasted."""
    return " ".join(CONTROL.sub(" ", text).split())
