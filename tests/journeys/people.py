"""The demo's people, whom the journeys follow: one account of each role that signs in."""

from selnet.network.demo import DEMO_DOMAIN

CLINICIAN, COORDINATOR = "ana.quispe", "lucia.ferrer"
PATHOLOGIST, RADIOLOGIST, CHAIR = "paula.medrano", "ramon.ibarra", "chema.villalba"
EVERYBODY = {
    CLINICIAN: "referring clinician",
    COORDINATOR: "centre coordinator",
    PATHOLOGIST: "pathologist",
    RADIOLOGIST: "radiologist",
    "sergio.alcantara": "surgeon",
    "marta.lozano": "medical oncologist",
    "rita.benavente": "radiation oncologist",
    CHAIR: "board chair",
    "joana.tavares": "data manager",
    "stefano.belli": "statistician",
    "adela.rincon": "network administrator",
    "olga.prieto": "data-protection officer",
}
CENTRE = "Hospital Universitario Torre de Poniente"


def email(account: str) -> str:
    return account + DEMO_DOMAIN
