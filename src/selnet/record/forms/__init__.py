"""What people type about a patient, before a service looks at it.

Owns: Django forms of the record's pages, and `sheet`: the questions of one dictionary form as a page draws and reads them.
Does not own: what is right (record.answers) and what is written (the services).
Read by: record.views.
"""
