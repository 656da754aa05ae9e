"""The form of the record in which an expert answers a case. Its questions are the pack's."""

from typing import Final

OPINION: Final = "expert_opinion"
GIVEN_BY_CASE: Final = ("opinion_date", "opinion_discipline")  # known from the assignment, so not asked
