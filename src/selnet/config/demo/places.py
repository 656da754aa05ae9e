"""The institutions, people and names of data/, as they are read."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from .careers.chance import Chance
from .careers.model import Place
from .careers.tumours import DATA, read

LANGUAGE = {"BR": "pt", "IT": "en", "FR": "en"}  # of the platform's three; the others of the network speak Spanish


@dataclass(frozen=True)
class InstitutionRow:
    key: str
    name: str
    kind: str
    country: str
    city: str
    latitude: float
    longitude: float
    beds: int | None
    time_zone: str
    patients: int

    @property
    def place(self) -> Place:
        return Place(self.key, self.country, LANGUAGE.get(self.country, "es"), self.kind == "reference_centre")


@dataclass(frozen=True)
class PersonRow:
    key: str
    name: str
    language: str
    institution: str
    roles: tuple[str, ...]
    disciplines: tuple[str, ...]
    expertise: tuple[str, ...]
    is_demo: bool


def _rows(name: str) -> Iterator[Mapping[str, str]]:
    with open(DATA / name, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def institutions() -> dict[str, InstitutionRow]:
    return {
        row["key"]: InstitutionRow(
            row["key"], row["name"], row["kind"], row["country"], row["city"], float(row["latitude"]), float(row["longitude"]),
            int(row["beds"]) if row["beds"] else None, row["time_zone"], int(row["patients"]),
        )
        for row in _rows("institutions.csv")
    }  # fmt: skip


@cache
def people() -> dict[str, PersonRow]:
    return {
        row["key"]: PersonRow(
            row["key"], row["name"], row["language"], row["institution"], tuple(row["roles"].split()),
            tuple(row["disciplines"].split()), tuple(row["expertise"].split()), row["is_demo"] == "yes",
        )
        for row in _rows("people.csv")
    }  # fmt: skip


def patient_name(chance: Chance, country: str, female: bool) -> tuple[str, str]:
    """Given names and family names of somebody who does not exist."""
    names = read_names()[country]
    family = [chance.one(names["family"]), chance.one(names["family"])]
    one_name = country in {"IT", "FR"}
    return chance.one(names["female" if female else "male"]), family[0] if one_name else " ".join(family)


@cache
def read_names() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = read("names.yaml")
    return found
