"""Writes of boards. Each: permission and rule, change, trail, notices; all in one transaction."""
