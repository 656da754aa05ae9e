"""The fixed vocabulary of signs: every status has one icon and one word, the same on every page."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

RULE_WORDS: Final[dict[str, Promise]] = {
    "met": _("Met"),
    "not": _("Not met"),
    "just": _("Justified"),
    "na": _("Not applicable"),
    "unk": _("Not assessable"),
    "now": _("Due now"),
}

ENTRY_WORDS: Final[dict[str, Promise]] = {
    "draft": pgettext_lazy("entry status", "Draft"),
    "complete": pgettext_lazy("entry status", "Complete"),
    "verified": pgettext_lazy("entry status", "Verified"),
    "locked": pgettext_lazy("entry status", "Locked"),
    "signed": pgettext_lazy("entry status", "Signed"),
}

# Names in the sprite static/ui/icons.svg; a test holds the two together.
ICONS: Final = (
    *RULE_WORDS,
    *ENTRY_WORDS,
    *("clock", "over", "pause", "slide", "query", "off", "search", "person", "up", "down", "copy", "file", "add"),
    *("send", "bell", "print", "external"),
)
