"""Tables by mapping: one row of a CSV or TSV file becomes one patient with entries.

Owns: the format of a mapping (`schema`, `mapping_file`, `checks`), reading a file row by row (`table`, `cells`), one cell to one
answer (`rules`, `conditions`, `dates`), one row to one patient (`rows`), which rows are known already (`known`), what is kept
and lost (`tally`, `report`), and the two passes over a file in chunks (`chunks`, `passes`): `examine` looks at everything and
writes nothing, `write` writes all or nothing.
Does not own: the check of an answer against the dictionary and the writing itself (record.batches).
Read by: interop.api.
"""
