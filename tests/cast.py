"""The people of the tests, each with a story.

Ana treats patients at Hospital del Valle and has seen no sarcoma before. Boris coordinates the reference centre; Paula, Ramón,
Sergio, Marta and Rita are its experts and Chema chairs its board. Dora keeps the hospital's data. Chiara treats patients at
another hospital and must see nothing of Ana's. At the network's office sit Ada (administrator), Otto (data protection) and
Stella (statistician).
"""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.test import Client

from roles import as_role
from selnet.access.api import Actor
from selnet.network.api import Country, Institution, Membership, Person, actor_for
from selnet.network.seal import seal

PASSWORD = "quiet-harbour-47-lantern"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass
class Cast:
    hospital: Institution
    centre: Institution
    elsewhere: Institution
    office: Institution
    people: dict[str, Person]

    def __getattr__(self, name: str) -> Person:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def actor(self, name: str) -> Actor:
        return actor_for(self.people[name])


def _institution(name: str, kind: str, country: Country, city: str, place: tuple[float, float], zone: str) -> Institution:
    return Institution.objects.create(
        name=name, kind=kind, country=country, city=city, latitude=place[0], longitude=place[1], time_zone=zone
    )


def _person(name: str, language: str, role: str, institution: Institution, discipline: str = "") -> Person:
    person = Person.objects.create_user(
        f"{name.lower()}@example.org",
        PASSWORD,
        name=f"{name} {institution.city}",
        language=language,
        time_zone=institution.time_zone,
        disciplines=[discipline] if discipline else [],
    )
    Membership.objects.create(person=person, institution=institution, role=role)
    return person


def make_cast() -> Cast:
    peru = Country.objects.create(code="PE", region=Country.Region.LATIN_AMERICA)
    spain = Country.objects.create(code="ES", region=Country.Region.EUROPE)
    brazil = Country.objects.create(code="BR", region=Country.Region.LATIN_AMERICA)
    hospital = _institution("Hospital del Valle", "hospital", peru, "Cusco", (-13.5, -71.9), "America/Lima")
    centre = _institution("Centro de Referencia", "reference_centre", spain, "Sevilla", (37.4, -6.0), "Europe/Madrid")
    elsewhere = _institution("Hospital da Serra", "hospital", brazil, "Curitiba", (-25.4, -49.3), "America/Sao_Paulo")
    office = _institution("Network office", "network_office", spain, "Madrid", (40.4, -3.7), "Europe/Madrid")
    people = {
        "ana": _person("Ana", "es", "referring_clinician", hospital, "surgery"),
        "dora": _person("Dora", "es", "data_manager", hospital),
        "boris": _person("Boris", "en", "centre_coordinator", centre, "medical_oncology"),
        "paula": _person("Paula", "en", "pathologist", centre, "pathology"),
        "ramon": _person("Ramon", "en", "radiologist", centre, "radiology"),
        "sergio": _person("Sergio", "en", "surgeon", centre, "surgery"),
        "marta": _person("Marta", "en", "medical_oncologist", centre, "medical_oncology"),
        "rita": _person("Rita", "en", "radiation_oncologist", centre, "radiation_oncology"),
        "chema": _person("Chema", "en", "board_chair", centre, "surgery"),
        "chiara": _person("Chiara", "pt", "referring_clinician", elsewhere, "medical_oncology"),
        "ada": _person("Ada", "en", "network_administrator", office),
        "otto": _person("Otto", "en", "data_protection_officer", office),
        "stella": _person("Stella", "en", "statistician", office),
    }
    return Cast(hospital, centre, elsewhere, office, people)


def signed_in(person: Person) -> Client:
    """A browser in which the person has signed in, second factor included."""
    give_second_factor(person)
    client = Client()
    client.force_login(person)
    return client


def signed_in_english(person: Person) -> Client:
    """The same in English, so that a test can read the page."""
    with as_role("selnet_worker"):
        Person.objects.filter(pk=person.pk).update(language="en")
    person.language = "en"
    return signed_in(person)


def give_second_factor(person: Person) -> None:
    """An authenticator app with a key that the tests know; without a second factor most pages are closed."""
    totp = {"user": person, "type": Authenticator.Type.TOTP}
    Authenticator.objects.get_or_create(**totp, defaults={"data": {"secret": seal(TOTP_SECRET)}})
