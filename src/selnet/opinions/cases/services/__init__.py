"""Writes of cases. Each service: permission and rule, change, step, trail, notices; all in the caller's transaction."""
