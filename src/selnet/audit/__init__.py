"""The trail: who did or read what, append-only and chained by hashes.

Owns: `AuditEvent`, the one function that writes it (`record`), its verification (`verify`), the anchors kept outside the
database, and the screen to review it.
Does not own: what the actions mean. An event holds names of things and of fields, never a patient's values, and no foreign
keys, so that the trail outlives what it speaks of.
Read by: every package that writes or reads patients. A change whose event cannot be written is not made: both stand in one
transaction.
"""
