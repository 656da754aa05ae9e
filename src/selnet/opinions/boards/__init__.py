"""Tumour boards: meetings, decisions per modality, letters, and whether the advice was carried out.

Owns: `Board`, `BoardMember`, `Meeting`, `Attendance`, `AgendaItem`, `Decision` with one `ModalityDecision` per modality,
`Addendum`, `Letter`, `Execution`, and the calendar feed.
Does not own: the case (opinions.cases), the facts (record: a signed decision writes a `board` entry), which modalities exist
(packs).
Read by: registry, education, policy. A signed decision is never edited, only added to; the database refuses it too.
"""
