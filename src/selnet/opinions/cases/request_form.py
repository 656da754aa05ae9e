"""The form of the record in which a sent case is written. Its questions are the pack's; some are known, so not asked again."""

from typing import Final

REQUEST: Final = "opinion_request"
KNOWN: Final = (
    "request_date", "request_reason", "request_urgency", "request_question", "request_institution", "request_incomplete_reason",
)  # fmt: skip
