"""What can be wrong with an expression. Every error says where: an offset into the text, counted from 0."""


class LogicError(Exception):
    """An expression that cannot be used."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


class LogicSyntaxError(LogicError):
    """The text is not in the language. ``reason`` is the fault alone, ``message`` has the line and column before it."""

    def __init__(self, reason: str, position: int, text: str) -> None:
        super().__init__(f"{place(text, position)}: {reason}", position)
        self.reason = reason


class Refused(Exception):
    """Inside the parser only: a fault and its offset, before the text is at hand to name line and column."""

    def __init__(self, reason: str, at: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at


class LogicTypeError(LogicError):
    """The text is in the language but does not fit the dictionary: no such field, no such code, a date added to a
    number.
    """


def place(text: str, position: int) -> str:
    """The line and column of an offset, counted from 1, as an editor shows them."""
    before = text[:position]
    return f"line {before.count(chr(10)) + 1}, column {position - (before.rfind(chr(10)) + 1) + 1}"
