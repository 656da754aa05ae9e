"""The one language in which every rule of the platform is written.

Owns: the grammar (REDCap's logic, plus functions over repeating forms), the parser, the check of an expression
against a dictionary, and the reader that answers it for one patient with the facts that the answer rested on.
Does not own: any rule (rules live in packs), any form or field (``packs``), any patient (``record`` hands in
``Facts``). Knows no Django and no database. The browser's reader is ``frontend/logic.js``; it walks the tree that
``to_json`` writes, and both readers answer ``tests/vectors/logic.yaml``.
Read by: packs (check at loading), record (branching, calculations), guidelines, centres, registry, policy.
The door is ``selnet.logic.api``. For authors of rules: docs/LOGIC.md.
"""
