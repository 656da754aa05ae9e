"""The scene of the matrix: everybody whom a rule can let in or keep out, and one patient for each thing that can be going on.

Beside the cast of `tests/cast.py` come those whom only the matrix needs:

- bea manages the biobank of Ana's hospital, and lola is its own data-protection officer;
- diego, radiologist at the centre, was asked about the main patient and declined;
- carla coordinates another reference centre, where xenia chairs the board;
- gloria, surgeon at Chiara's hospital, opened the main patient in an emergency; hugo did so too, five hours ago;
- nuria coordinates the network in Peru;
- pol reads indicators at the network's office;
- felix left: his account opens, but he holds no role.

Patients, all of Ana's hospital: `main` (agreed to the registry; with entry, file, signed consent and name; Paula asked, on the
agenda of the board that sits now, opened twice in an emergency), `alone` (nobody was asked; refused the registry), and one for
each stage of a case: `draft`, `sent`, `accepted` (Paula asked), `more`, `decided` (by a meeting that is closed, with a letter).
"""

import io
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from cast import Cast, make_cast
from roles import as_role
from selnet.access.api import acting
from selnet.network.api import Country, Institution, Membership, Person
from selnet.network.services.invitations import Invited, invite
from selnet.opinions.boards import api as boards
from selnet.opinions.boards.models import AgendaItem, BoardMember, Letter
from selnet.opinions.boards.services.feeds import make_anew
from selnet.opinions.cases import api as cases
from selnet.record.api import (
    AccessGrant,
    EntryStatus,
    Patient,
    attachments,
    consents,
    entries,
    grants,
    identities,
    pack_of,
    patients,
)

MODALITIES = [modality.id for modality in pack_of("sarcoma").board.modalities]
URGENCY = pack_of("sarcoma").cases.urgencies[0].id


@dataclass
class Scene:
    cast: Cast
    subjects: dict[str, dict[str, Any]] = field(default_factory=dict)  # patient by its name here: the keys of its addresses
    common: dict[str, Any] = field(default_factory=dict)  # keys that belong to no patient
    meeting: Any = None

    def as_(self, name: str, service: Any, **given: Any) -> Any:
        """Calls a service in somebody's name, as a request would."""
        actor = self.cast.actor(name)
        with acting(actor):
            return service(actor=actor, **given)

    def keys(self, subject: str) -> dict[str, Any]:
        return self.common | self.subjects.get(subject, {})


def make_scene() -> Scene:
    with as_role("selnet_worker"):
        scene = Scene(make_cast())
        _the_others(scene.cast)
    for name in ("main", "alone", "draft", "sent", "accepted", "more", "decided"):
        _patient(scene, name)
    _described(scene, "main")
    _described(scene, "alone")
    _consent(scene, "main", "given")
    _consent(scene, "alone", "refused")
    _cases(scene)
    _boards(scene)
    _emergencies(scene)
    _network(scene)
    return scene


def _the_others(cast: Cast) -> None:
    peru, brazil = Country.objects.get(code="PE"), Country.objects.get(code="BR")
    place = {"latitude": -12.0, "longitude": -77.0, "time_zone": "America/Lima"}
    ministry = Institution.objects.create(name="Ministerio", kind="authority", country=peru, city="Lima", **place)
    other = Institution.objects.create(name="Centro Outro", kind="reference_centre", country=brazil, city="Recife", **place)
    for name, role, institution in (
        ("bea", "biobank_manager", cast.hospital),
        ("lola", "data_protection_officer", cast.hospital),
        ("diego", "radiologist", cast.centre),
        ("carla", "centre_coordinator", other),
        ("xenia", "board_chair", other),
        ("gloria", "surgeon", cast.elsewhere),
        ("hugo", "referring_clinician", cast.elsewhere),
        ("nuria", "national_coordinator", ministry),
        ("pol", "policy_reader", cast.office),
        ("felix", "surgeon", cast.centre),
    ):
        person = Person.objects.create_user(f"{name}@example.org", "quiet-harbour-47", name=name.title(), language="en")
        ended = timezone.now() + timedelta(seconds=1) if name == "felix" else None
        Membership.objects.create(person=person, institution=institution, role=role, ended_at=ended)
        cast.people[name] = person


# --- patients and what is written of them


def _patient(scene: Scene, name: str) -> None:
    patient = scene.as_("ana", patients.open, institution_id=scene.cast.hospital.pk)
    scene.subjects[name] = {"patient": patient, "patient_id": patient.pk, "form": "imaging"}


def _described(scene: Scene, name: str) -> None:
    """An entry, a picture, a signed consent, the name."""
    keys = scene.subjects[name]
    patient: Patient = keys["patient"]
    answers: dict[str, Any] = {
        question.name: question.choice_list[0].code if question.choice_list else {"missing": "NI"}
        for question in pack_of("sarcoma").forms["presentation"].fields
        if question.required and not question.readonly
    }
    entry = scene.as_("ana", entries.save, patient=patient, form="presentation", answers=answers, status=EntryStatus.COMPLETE)
    picture = SimpleUploadedFile("thigh.png", _picture())
    signed = SimpleUploadedFile("consent.png", _picture((200, 60, 60)))
    keys["entry_id"] = entry.pk
    keys["entry_version"] = entry.version
    keys["attachment_id"] = scene.as_("ana", attachments.add, patient=patient, upload=picture, kind="image").pk
    scan = scene.as_("ana", attachments.add, patient=patient, upload=signed, kind="consent_scan")
    scene.subjects[f"{name}'s signed consent"] = keys | {"attachment_id": scan.pk}
    scene.as_("ana", identities.write, patient=patient, identity={"family_name": "Quispe", "local_number": f"HV-{name}"})


def _picture(colour: tuple[int, int, int] = (60, 60, 200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def _consent(scene: Scene, name: str, state: str) -> None:
    patient = scene.subjects[name]["patient"]
    scene.as_("ana", consents.answer, patient=patient, scope="registry", state=state, answered_on=date(2026, 5, 29))


# --- cases, one at each stage


def _cases(scene: Scene) -> None:
    for name in ("draft", "sent", "accepted", "more", "decided", "main"):
        request = cases.Request("recurrence", URGENCY, "Re-excision before radiotherapy?", scene.cast.centre.pk)
        case = scene.as_("ana", cases.open_case, patient_id=scene.subjects[name]["patient_id"], request=request)
        scene.subjects[name]["case_id"] = case.pk
    for name in ("sent", "accepted", "more", "decided", "main"):
        _step(scene, name, "ana", cases.send, incomplete_reason="No MRI in this region.")
    for name in ("accepted", "decided", "main"):
        _step(scene, name, "boris", cases.accept)
    _step(scene, "more", "boris", cases.ask_more, text="Bring the MRI.")
    _ask(scene, "accepted", "paula")
    _ask(scene, "main", "paula", "diego")
    with acting(scene.cast.actor("boris")):
        of_diego = cases.Assignment.objects.get(case_id=scene.subjects["main"]["case_id"], person=scene.cast.diego)
    scene.as_("diego", cases.decline_assignment, assignment_id=of_diego.pk, reason="I know the family.")


def _step(scene: Scene, name: str, who: str, service: Any, **given: Any) -> None:
    case_id = scene.subjects[name]["case_id"]
    with acting(scene.cast.actor(who)):
        version = cases.Case.objects.get(pk=case_id).version
    scene.as_(who, service, case_id=case_id, expected_version=version, **given)


def _ask(scene: Scene, name: str, *experts: str) -> None:
    _step(scene, name, "boris", cases.assign, person_ids=[scene.cast.people[expert].pk for expert in experts])
    with acting(scene.cast.actor("boris")):
        asked = cases.Assignment.objects.get(case_id=scene.subjects[name]["case_id"], person=scene.cast.paula)
    scene.subjects[name]["assignment_id"] = asked.pk


# --- the board: one meeting over, one sitting


MEMBERS = {"marta": "medical_oncology", "sergio": "surgery", "rita": "radiation_oncology"}


def _boards(scene: Scene) -> None:
    new = boards.NewBoard(scene.cast.centre.pk, "Thursday sarcoma board", "sarcoma", "Europe/Madrid")
    board = scene.as_("boris", boards.make, new=new)
    scene.as_("boris", boards.add_member, board=board, person_id=scene.cast.chema.pk, discipline="surgery", is_chair=True)
    for name, discipline in MEMBERS.items():
        person = scene.cast.people[name]
        scene.as_("boris", boards.add_member, board=board, person_id=person.pk, discipline=discipline)
    over = _listed(scene, board, 7, "decided")
    _signed(scene, over)
    scene.as_("chema", boards.close_meeting, meeting=over)
    scene.meeting = _listed(scene, board, 14, "main")
    member = BoardMember.objects.get(board=board, person=scene.cast.rita)
    secret = scene.as_("chema", make_anew)
    scene.common |= {"board_id": board.pk, "member_id": member.pk, "meeting_id": scene.meeting.pk, "secret": secret}


def _listed(scene: Scene, board: Any, days: int, name: str) -> Any:
    """A meeting that has just been opened, with the patient on its agenda."""
    day = (timezone.now() + timedelta(days=days)).date()
    meeting = scene.as_("boris", boards.schedule, board=board, new=boards.NewMeeting(day, time(16, 30), 90, "Room 4"))
    item = scene.as_("boris", boards.add_case, meeting=meeting, case_id=scene.subjects[name]["case_id"])
    scene.subjects[name]["item_id"] = item.pk
    meeting = scene.as_("chema", boards.open_meeting, meeting=meeting)
    scene.as_("chema", boards.take, meeting=meeting, present={scene.cast.people[who].pk: boards.Presence() for who in MEMBERS})
    return meeting


def _signed(scene: Scene, meeting: Any) -> None:
    with acting(scene.cast.actor("chema")):
        item = AgendaItem.objects.get(meeting=meeting)
    rows = [boards.Row(modality, "do_not", "", 3, 3) for modality in MODALITIES]
    scene.as_("chema", boards.save_decision, item_id=item.pk, summary="Woman of 52.", rows=rows, expected_version=0)
    signature = boards.Signature(1, timezone.now(), "The pathologist is ill; her report was read.")
    decision = scene.as_("chema", boards.sign, item_id=item.pk, signature=signature)
    with acting(scene.cast.actor("ana")):
        letter = Letter.objects.get(decision=decision)
    scene.subjects["decided"] |= {"decision_id": decision.pk, "letter_id": letter.pk, "attachment_id": letter.attachment_id}


# --- emergencies, and what belongs to the network


def _emergencies(scene: Scene) -> None:
    pseudonym = scene.subjects["main"]["patient"].pseudonym
    for name in ("gloria", "hugo"):
        reason = "Bleeding in our emergency room tonight"
        scene.as_(name, grants.break_glass, pseudonym=pseudonym, reason=reason, pack="sarcoma")
    with as_role("selnet_worker"):
        before = timezone.now() - timedelta(hours=5)
        theirs = AccessGrant.objects.filter(why="break_glass")
        theirs.filter(person=scene.cast.hugo).update(granted_at=before, expires_at=before + timedelta(hours=4))
        scene.subjects["main"]["grant_id"] = theirs.get(person=scene.cast.gloria).pk


def _network(scene: Scene) -> None:
    invited: Invited = scene.as_(
        "ada", invite, email="new@example.org", institution=scene.cast.hospital, role="referring_clinician", language="en"
    )
    assert invited.invitation is not None
    with as_role("selnet_worker"):
        of_dora = Membership.objects.get(person=scene.cast.dora)
        notice: UUID = scene.cast.ana.notices.latest("created_at").pk
    scene.common |= {
        "institution_id": scene.cast.hospital.pk,
        "person_id": scene.cast.ana.pk,
        "membership_id": of_dora.pk,
        "invitation_id": invited.invitation.pk,
        "notice_id": notice,
    }
    scene.subjects["the invitation"] = {"secret": invited.secret}
