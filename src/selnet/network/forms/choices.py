"""Choices that several forms offer."""

from functools import cache
from zoneinfo import available_timezones

from selnet.access.api import Role
from selnet.network.disciplines import disciplines, tumour_groups
from selnet.network.models import Country, Institution
from selnet.network.selectors import country_name


@cache
def time_zones() -> list[tuple[str, str]]:
    """Zones named by continent and city; the rest are old names of the same."""
    names = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/", "US/")))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


def countries() -> list[tuple[str, str]]:
    codes = Country.objects.values_list("code", flat=True)
    return sorted(((code, country_name(code)) for code in codes), key=lambda choice: choice[1])


def institutions(rows: list[Institution]) -> list[tuple[str, str]]:
    return [(str(row.pk), f"{row.name} ({row.city}, {country_name(row.country_id)})") for row in rows]


def roles(given: list[type[Role]]) -> list[tuple[str, str]]:
    return [(role.slug, str(role.label)) for role in given]


def discipline_choices() -> list[tuple[str, str]]:
    return list(disciplines().items())


def tumour_group_choices() -> list[tuple[str, str]]:
    return list(tumour_groups().items())
