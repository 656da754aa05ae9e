"""Checks of a pack: what must hold between its files once each file has been read.

Owns the questions "does this name exist?", "does this expression type-check?", "is this text there in every language?",
"does every row say where it comes from?". Every check is a function of `Draft` that yields faults and changes nothing.

Does not own the shape of one file: that is in `schema` (YAML) and `redcap` (CSV).
Read by: selnet.packs.loader only.
"""
