"""Reads of cases: one case with the right to see it, centres by distance, people who may be asked, thread and history, opinions
side by side, times of the last month. Only what the actor may see; the database guards the same.
"""
