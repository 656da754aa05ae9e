"""Cases: a request for an opinion on a patient, from draft to closure.

Owns: `Case` and its clock, `CaseStep` (its history), `Assignment` (an expert asked), `Message` (the thread), the completeness
gate, the coordinator's worklist and the escalation of late clocks.
Does not own: the facts (record), who is an expert of what (network), the board (opinions.boards).
Read by: opinions.boards and everything above.
"""
