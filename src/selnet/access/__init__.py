"""The vocabulary of who may do what.

Owns: `Permission` (the verbs), `Role` (plain classes with prose that a data-protection officer can sign), `Actor` (who acts),
the two families of errors that a person may see, and the one function that tells the database who acts.
Does not own: people and memberships (network), who sees which patient (record and its row-level security).
Read by: every package. It knows no model.
"""
