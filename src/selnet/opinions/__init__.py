"""Asking the network: cases, the pathology network, tumour boards (objective 5).

Owns, in sub-packages that meet at their own api.py: `cases` (a request for an opinion, its clock, its experts' answers),
`boards` (tumour boards, their meetings and signed decisions, letters, and whether the advice was carried out); `pathology`
joins them later.
Does not own: the patient's record; answers and decisions are written there as entries.
Read by: registry, education and policy. Boards read cases, never the reverse.
"""
