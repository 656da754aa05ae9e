"""Addresses that open without signing in: the link of an invitation, the language switch."""

from django.urls import path

from .views.invitations import invitation_accept
from .views.language import set_language

urlpatterns = [
    path("invitation/<str:secret>/", invitation_accept, name="invitation"),
    path("language/", set_language, name="set_language"),
]
