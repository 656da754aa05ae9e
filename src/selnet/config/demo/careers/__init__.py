"""How a patient of the demo fares: who they are, which tumour, which care, what came of it, and the entries that tell it.

A career is drawn in three steps: what is given (drawing), what becomes of it over the whole network (fates, which meets the
published outcomes), and the entries (workup, treatment, after). Pure: no database, no clock; days count from the first visit.
"""
