"""The packs that this installation knows."""

from functools import cache

from django.conf import settings

from selnet.packs.api import Pack, load

from .models import Patient


@cache
def _loaded(slug: str) -> Pack:
    return load(settings.SELNET_PACKS / slug)


def pack_of(patient: Patient | str) -> Pack:
    """The pack of a patient, or the pack with this name."""
    return _loaded(patient if isinstance(patient, str) else patient.pack)
