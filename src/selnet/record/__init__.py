"""The one patient record that all eight objectives read.

Owns: `Patient` (a pseudonym), the identity vault, `Consent`, `Entry` and its append-only `EntryVersion`, `Attachment`, and
`AccessGrant`: who beyond the treating institution sees a patient, why and until when. Row-level security of all of these is
in guard.sql; the same rule in Python is selectors.patients_visible_to.
Does not own: the questions asked (packs), cases and boards (opinions), studies (registry).
Read by: every objective. Nothing else writes a clinical fact: services here are the only way in.
"""
