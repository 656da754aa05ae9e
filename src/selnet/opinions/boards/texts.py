"""Texts that people type about a board: trimmed, freed of controls, bounded."""

import re

from django.utils.translation import gettext as _

from selnet.access.api import UserError

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LINE, PARAGRAPH, PAGE = 300, 2_000, 8_000  # characters


def typed(text: str, *, field: str, longest: int, label: str, missing: str = "") -> str:
    """The text as kept. UserError at `field` when it is too long, or empty although `missing` says it may not be."""
    kept = CONTROLS.sub("", text.replace("\r\n", "\n")).strip()
    if not kept and missing:
        raise UserError(missing, field=field)
    if len(kept) > longest:
        raise UserError(
            _("%(label)s has %(count)s characters; at most %(limit)s fit. Shorten it, nothing was saved.")
            % {"label": label, "count": len(kept), "limit": longest},
            field=field,
        )
    return kept
