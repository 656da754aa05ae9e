"""Every number that the demo's careers rest on. Those with a key come from the source of that name in the pack's sources.yaml, or
from the citation given; those marked "invented" are plausible and prove nothing.

Before and after: what was found when the board sat before, and when it sat after (or never before) the first treatment.
"""

from dataclasses import dataclass
from typing import Final

SEED: Final = 20190221
PATIENTS: Final = 1000


@dataclass(frozen=True)
class Contrast:
    """A share, by whether care was the good kind (board first; reference centre) or the other."""

    good: float
    other: float

    def at(self, good: bool) -> float:
        return self.good if good else self.other


# --- who is treated where
IN_NETWORK: Final = 0.37  # first surgery in a centre of the network: NETSARC, ESMO 2017, n = 9,594
BOARD_FIRST: Final = 0.422  # BLAY2017, n = 12,528
BOARD_FIRST_BY_PLACE: Final = Contrast(0.80, 0.20)  # invented, so that with IN_NETWORK the whole is BOARD_FIRST

# --- before treatment, by board before or after: BLAY2017
IMAGED_FIRST: Final = Contrast(0.879, 0.604)
BIOPSIED_FIRST: Final = Contrast(0.877, 0.419)
CHEST_FIRST: Final = 0.71  # LIGIER2015, 2008-2009
CHEST_BY_BOARD: Final = Contrast(0.90, 0.57)  # invented around it

# --- surgery, by board before or after: BLAY2017
R0: Final = Contrast(0.526, 0.322)
RE_EXCISED: Final = Contrast(0.060, 0.174)
UNKNOWN_MARGIN: Final = Contrast(0.04, 0.17)  # by reference centre or not; invented: GEIS2019 gives the outcome, not the share
R2_OF_REST: Final = Contrast(0.15, 0.30)  # of what is neither R0 nor unknown; invented
AMPUTATED: Final = Contrast(0.05, 0.11)  # of operated limbs; invented

# --- pathology review: RAYCOQUARD2012, n = 1,463
REVIEW_CONCORDANT: Final = 0.56
REVIEW_PARTLY: Final = 0.35  # grade or subtype differs; the rest, 8 %, is wholly discordant
GRADE_AMONG_DIFFERENCES: Final = 0.43  # RAYCOQUARD2012
REVIEWED: Final = Contrast(0.88, 0.38)  # by reference centre or not; invented

# --- outcome
LOCAL_FREE_2Y: Final = Contrast(0.769, 0.654)  # without local relapse, by board before or after: BLAY2017
FREE_2Y: Final = Contrast(0.517, 0.466)  # without any relapse, by board before or after: BLAY2017
FREE_3Y_BY_MARGIN: Final = {"r0": 0.636, "r1": 0.556, "unknown": 0.434}  # GEIS2019; r2 is taken like unknown
ALIVE_3Y: Final = Contrast(0.82, 0.704)  # by reference centre or local hospital: GEIS2019

# --- intervals
TO_TREATMENT_DEEP: Final = 28.0  # days, median, bone and deep: SSN, ouci.dntb.gov.ua/en/works/4aeVdA84, n = 266
TO_TREATMENT_SUPERFICIAL: Final = 42.0  # days, median, same source
DELAY_ELSEWHERE: Final = 1.5  # how much longer outside reference centres when nothing was excised blindly; invented
UNTOUCHED: Final = 0.59  # referred before any open biopsy or surgery: SSG-REG

# --- the board's words
EXECUTED: Final = 0.93  # invented; EURACAN G2 found 99 % in its own centres
QUORUM_MET: Final = 0.86  # invented

# --- consent and completeness of data: invented
CONSENT: Final = {  # scope: given, refused, withdrawn later; the rest was never asked
    "care": (0.97, 0.0, 0.0),
    "registry": (0.82, 0.06, 0.02),
    "biobank": (0.52, 0.12, 0.02),
    "genetic": (0.45, 0.13, 0.01),
    "recontact": (0.60, 0.10, 0.01),
    "commercial": (0.28, 0.34, 0.01),
    "transfer": (0.40, 0.22, 0.01),
}
MISSING: Final = Contrast(0.04, 0.12)  # of optional answers, by reference centre or not
