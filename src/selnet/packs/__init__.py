"""Packs: a tumour model as data, read and checked.

Owns the format of a pack: the dictionary (REDCap's 18 columns), label files, terminologies, decision tables, what a
case, a board and a consent consist of, and the sources. Reads them into a frozen `Pack`; names file, line and remedy of
every fault. Also reads the dictionaries that other people's REDCap projects export.

Does not own: the expression language (selnet.logic), stored answers (selnet.record), the knowledge itself (the folder packs/).
Knows no Django and no database.
Read by: record, guidelines, centres, opinions, registry, interop, and the command line (`selnet packs check PATH`).
Door: selnet.packs.api.
"""
