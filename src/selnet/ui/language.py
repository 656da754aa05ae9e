"""The language in which a page speaks."""

from django.utils.translation import get_language


def active_language() -> str:
    """Its two letters, as packs, Babel and the catalogues know it."""
    return (get_language() or "en").split("-")[0]
