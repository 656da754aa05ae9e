"""Where a case may be sent: reference centres where somebody triages, nearest first."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Final

from selnet.access.api import Permission, roles_with
from selnet.network.api import Institution, country_name

EARTH_KM: Final = 6371.0  # mean radius


@dataclass(frozen=True)
class Centre:
    institution: Institution
    km: int

    @property
    def place(self) -> str:
        return f"{self.institution.city}, {country_name(self.institution.country_id)}"


def distance_km(a: Institution, b: Institution) -> float:
    """Along the great circle."""
    north, south = radians(a.latitude), radians(b.latitude)
    part = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, part)))


def centres_for(origin: Institution) -> list[Centre]:
    """Open reference centres with a coordinator, nearest first."""
    found = Institution.objects.filter(
        kind=Institution.Kind.REFERENCE_CENTRE,
        closed_on=None,
        memberships__ended_at=None,
        memberships__role__in=roles_with(Permission.CASE_TRIAGE),
        memberships__person__is_active=True,
    ).distinct()
    return sorted((Centre(each, round(distance_km(origin, each))) for each in found), key=lambda centre: centre.km)


def centre_for(origin: Institution, institution_id: int) -> Institution | None:
    return next((c.institution for c in centres_for(origin) if c.institution.pk == institution_id), None)
