"""Registers templates, tags and static files under the label `ui`."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "selnet.ui"
    label = "ui"
