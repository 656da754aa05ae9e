"""Holds the tag library `selnet_ui`: `{% load selnet_ui %}`."""
