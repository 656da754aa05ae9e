"""What a case is called."""

from selnet.packs.api import titles
from selnet.record.api import Headline, headline, pack_of
from selnet.ui.api import active_language

from .models import Case


def case_reason(case: Case) -> str:
    """The reason in words: what kind of question it is."""
    return titles(pack_of(case.patient).cases.reasons, active_language()).get(case.reason, case.reason)


def case_title(case: Case, who: Headline | None = None) -> str:
    """Reason and tumour in words. Pass the headline when there are many cases, so that each is not read by itself."""
    who = who or headline(case.patient)
    return ", ".join(part for part in (case_reason(case), who.tumour or who.site) if part)
