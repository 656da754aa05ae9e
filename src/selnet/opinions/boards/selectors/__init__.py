"""Reads of boards, meetings, decisions and feeds. What a person may not see does not exist for them (Refused)."""
