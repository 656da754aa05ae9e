"""Countries, institutions and people, with their roles and, for the demo accounts, a way in."""

from dataclasses import dataclass

from selnet.access.api import Actor
from selnet.network.api import (
    DEMO_DOMAIN,
    DEMO_PASSWORD,
    Country,
    Institution,
    InstitutionData,
    Person,
    add_country,
    add_institution,
    give_role,
    provide_totp,
)

from .places import PersonRow, institutions, people
from .second_factor import key_of

EUROPE = {"ES", "IT", "FR"}
MAIL = "@people.selnet.example"  # of those who never sign in: example addresses reach nobody


@dataclass
class Crowd:
    """Who and what there is, by the keys of data/."""

    institutions: dict[str, Institution]
    people: dict[str, Person]

    def keeper(self, institution: str) -> Person | None:
        """Who keeps the records of an institution: its data manager, else who treats there, else nobody with an account."""
        here = [row for row in people().values() if row.institution == institution]
        for role in ("data_manager", "referring_clinician", "centre_coordinator"):
            for row in here:
                if role in row.roles:
                    return self.people[row.key]
        return None


def make(actor: Actor) -> Crowd:
    for code in sorted({row.country for row in institutions().values()}):
        region = Country.Region.EUROPE if code in EUROPE else Country.Region.LATIN_AMERICA
        add_country(actor=actor, code=code, region=region)
    places = {
        row.key: add_institution(
            actor=actor,
            data=InstitutionData(
                row.name, row.kind, row.country, row.city, row.latitude, row.longitude, row.time_zone, beds=row.beds
            ),
        )
        for row in institutions().values()
    }
    return Crowd(places, {row.key: _person(actor, row, places) for row in people().values()})


def _person(actor: Actor, row: PersonRow, places: dict[str, Institution]) -> Person:
    home = places[row.institution]
    person = Person.objects.create_user(
        row.key + (DEMO_DOMAIN if row.is_demo else MAIL),
        DEMO_PASSWORD if row.is_demo else None,
        name=row.name,
        language=row.language,
        time_zone=home.time_zone,
        disciplines=list(row.disciplines),
        expertise=list(row.expertise),
    )
    for role in row.roles:
        give_role(actor=actor, person=person, institution=home, role=role)
    if row.is_demo:
        provide_totp(person, key_of(person.email))
    return person
