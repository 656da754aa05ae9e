"""Texts that people type into a case: trimmed, bounded, never empty where something must be said."""

from django.utils.translation import gettext as _

from selnet.access.api import UserError

LONGEST = 4000  # characters of a question, a note, a message


def said(text: str, *, field: str, missing: str, longest: int = LONGEST) -> str:
    """The text, trimmed. UserError with the sentence `missing` when nothing was written."""
    text = text.replace("\x00", "").strip()
    if not text:
        raise UserError(missing, field=field)
    if len(text) > longest:
        raise UserError(
            _("This text has %(count)s characters; the limit is %(limit)s. Shorten it, nothing was saved.")
            % {"count": len(text), "limit": longest},
            field=field,
        )
    return text
