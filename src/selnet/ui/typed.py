"""What arrives in a request outside a form's fields, read without trust."""

DIGITS = 9  # enough for a key, a version or a place; more would not fit the database


def whole_number(text: str) -> int | None:
    """The number that plain digits write. Anything else is no number, superscripts and Arabic-Indic digits included."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None
