"""Accept, ask for more, redirect, decline, conclude, close: who sees the patient meanwhile, and who no more."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from cast import Cast
from roles import as_role
from selnet.access.api import Refused, UserError, acting
from selnet.network.models import Institution, Membership, Notice, Person
from selnet.opinions.cases.models import Assignment, Case, CaseStatus
from selnet.opinions.cases.services import asking, opening, triage
from selnet.record.models import AccessGrant, Patient

from .scenes import Scene


def sees(cast: Cast, name: str, case: Case) -> bool:
    """By raw SQL under the actor's name: what the database lets through."""
    with acting(cast.actor(name)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record_patient WHERE id = %s", [case.patient_id])
        patient = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM cases_case WHERE id = %s", [case.pk])
        assert cursor.fetchone()[0] == patient  # whoever sees the one sees the other
        return bool(patient)


@pytest.fixture
def second_centre(cast: Cast) -> Institution:
    with as_role("selnet_worker"):
        place = Institution.objects.create(
            name="Centro do Sul", kind="reference_centre", country_id="BR", city="Porto Alegre", latitude=-30.0,
            longitude=-51.2, time_zone="America/Sao_Paulo",
        )  # fmt: skip
        person = Person.objects.create_user("carla@example.org", "quiet-harbour-47-lantern", name="Carla", language="pt")
        Membership.objects.create(person=person, institution=place, role="centre_coordinator")
    cast.people["carla"] = person
    return place


def test_accepting_makes_the_actor_the_coordinator(scene: Scene, cast: Cast) -> None:
    case = scene.accepted()
    assert (case.status, case.coordinator_id) == (CaseStatus.ACCEPTED, cast.boris.pk)
    with as_role("selnet_worker"):
        assert Notice.objects.get(kind="cases.accepted").person_id == cast.ana.pk


@pytest.mark.parametrize("name", ["ana", "paula", "chema", "chiara", "ada"])
def test_only_the_centres_coordinator_accepts(scene: Scene, name: str) -> None:
    case = scene.sent()
    with pytest.raises(Refused):
        scene.step(name, triage.accept, case)


def test_accepting_from_a_stale_tab_changes_nothing(scene: Scene) -> None:
    stale = scene.sent()
    scene.step("boris", triage.ask_more, stale, text="MRI, please.")
    with pytest.raises(UserError, match="More information asked"):
        scene.step("boris", triage.accept, stale)
    assert scene.seen("boris", stale.pk).status == CaseStatus.MORE_INFORMATION


def test_a_pause_moves_both_limits_and_those_of_the_experts(scene: Scene, cast: Cast) -> None:
    with time_machine.travel("2026-11-24 10:00:00+00:00", tick=False) as now:
        case = scene.asked("paula")
        first, closure = case.first_answer_due, case.closure_due
        due = scene.assignment(case, "paula").due_at
        assert first is not None
        assert closure is not None
        scene.step("boris", triage.ask_more, case, text="MRI, please.")
        now.shift(timedelta(hours=30))
        case = scene.step("ana", opening.supply, scene.seen("ana", case.pk), text="MRI is attached.")
        assert case.status == CaseStatus.ACCEPTED
        assert case.paused_at is None
        assert case.first_answer_due == first + timedelta(hours=30)
        assert case.closure_due == closure + timedelta(hours=30)
        assert scene.assignment(case, "paula").due_at == due + timedelta(hours=30)


def test_more_asked_before_accepting_returns_to_waiting(scene: Scene) -> None:
    case = scene.step("boris", triage.ask_more, scene.sent(), text="MRI, please.")
    assert scene.step("ana", opening.supply, case, text="Not to be had.").status == CaseStatus.SENT


def test_redirecting_moves_the_sight_and_keeps_the_clock(scene: Scene, cast: Cast, second_centre: Institution) -> None:
    case = scene.sent()
    due = case.first_answer_due
    assert sees(cast, "boris", case)
    assert not sees(cast, "carla", case)
    scene.step("boris", triage.redirect, case, institution_id=second_centre.pk, note="They know this tumour.")
    assert not sees(cast, "boris", case)
    assert sees(cast, "carla", case)
    moved = scene.seen("carla", case.pk)
    assert (moved.status, moved.to_institution_id, moved.first_answer_due) == (CaseStatus.SENT, second_centre.pk, due)
    assert scene.step("carla", triage.accept, moved).status == CaseStatus.ACCEPTED


def test_redirecting_needs_another_reference_centre(scene: Scene, cast: Cast) -> None:
    case = scene.sent()
    for place in (cast.centre.pk, cast.elsewhere.pk, 999):
        with pytest.raises(UserError) as raised:
            scene.step("boris", triage.redirect, case, institution_id=place, note="why")
        assert raised.value.field == "institution"
    assert sees(cast, "boris", case)


def test_declining_ends_the_centres_sight_and_says_why(scene: Scene, cast: Cast) -> None:
    case = scene.step("boris", triage.decline, scene.sent(), reason="We do not treat children.")
    assert not sees(cast, "boris", case)
    with acting(cast.actor("ana")):
        assert Case.objects.get(pk=case.pk).steps.latest("at").note == "We do not treat children."


def test_after_closing_boris_and_paula_see_nothing(scene: Scene, cast: Cast) -> None:
    case = scene.asked("paula")
    assert sees(cast, "boris", case)
    assert sees(cast, "paula", case)
    scene.answers(case, "paula")
    case = scene.step("boris", triage.conclude, scene.seen("boris", case.pk), conclusion="Re-excision first.")
    assert case.decided_at is not None
    case = scene.step("boris", opening.close, case)
    assert case.status == CaseStatus.CLOSED
    assert not sees(cast, "boris", case)
    assert not sees(cast, "paula", case)
    assert sees(cast, "ana", case)
    with as_role("selnet_worker"):
        assert not AccessGrant.objects.filter(ended_at=None).exists()


def test_withdrawing_ends_sight_too(scene: Scene, cast: Cast) -> None:
    case = scene.asked("paula")
    scene.step("ana", opening.withdraw, case, reason="The patient moved.")
    assert not sees(cast, "boris", case)
    assert not sees(cast, "paula", case)


def test_nobody_is_asked_twice(scene: Scene, cast: Cast) -> None:
    case = scene.asked("paula")
    with pytest.raises(UserError, match="Nobody is asked twice"):
        scene.step_any("boris", asking.assign, case, person_ids=[cast.paula.pk])
    asked = scene.step_any("boris", asking.assign, case, person_ids=[cast.paula.pk, cast.ramon.pk])
    assert [each.person_id for each in asked] == [cast.ramon.pk]
    with acting(cast.actor("boris")):
        assert Assignment.objects.filter(case=case).count() == 2


def test_a_group_is_everybody_of_a_discipline_not_yet_asked(scene: Scene, cast: Cast) -> None:
    case = scene.asked("sergio")
    asked = scene.step_any("boris", asking.assign_group, case, discipline="surgery")
    assert {each.person_id for each in asked} == {cast.chema.pk}
    assert all(each.as_group for each in asked)
    assert sees(cast, "chema", case)


def test_only_those_who_know_the_tumour(scene: Scene, cast: Cast) -> None:
    with as_role("selnet_worker"):
        Person.objects.filter(pk=cast.sergio.pk).update(expertise=["gist"])
    patient = scene.patient()
    scene.entry(patient, "pathology", path_date="2026-05-18", histology="gist")
    draft = scene.draft(patient)
    case = scene.step("boris", triage.accept, scene.step("ana", opening.send, draft, incomplete_reason="x"))
    asked = scene.step_any("boris", asking.assign_group, case, discipline="surgery", only_knowing=True)
    assert [each.person_id for each in asked] == [cast.sergio.pk]


def test_people_who_are_no_experts_are_not_asked(scene: Scene, cast: Cast) -> None:
    case = scene.accepted()
    for person in (cast.ana, cast.chiara, cast.ada):
        with pytest.raises(UserError):
            scene.step_any("boris", asking.assign, case, person_ids=[person.pk])
    assert not sees(cast, "chiara", case)


def test_nothing_is_left_of_asking_a_list_with_a_wrong_name(scene: Scene, cast: Cast) -> None:
    case = scene.accepted()
    with pytest.raises(UserError):
        scene.step_any("boris", asking.assign, case, person_ids=[cast.paula.pk, cast.chiara.pk])
    assert not sees(cast, "paula", case)


def test_the_load_is_counted_over_the_whole_network(scene: Scene, cast: Cast) -> None:
    from selnet.opinions.cases.selectors.experts import open_assignments

    scene.asked("paula")
    scene.asked("paula", "ramon")
    with acting(cast.actor("boris")):
        assert open_assignments([cast.paula.pk, cast.ramon.pk]) == {cast.paula.pk: 2, cast.ramon.pk: 1}
    with acting(cast.actor("chiara")):
        assert open_assignments([cast.paula.pk]) == {}


def test_an_unknown_case_and_a_hidden_one_look_the_same(scene: Scene, cast: Cast) -> None:
    case = scene.sent()
    for case_id in (case.pk, case.patient_id):
        with pytest.raises(Refused):
            scene.as_("chiara", triage.accept, case_id=case_id, expected_version=1)
    with as_role("selnet_worker"):
        assert Patient.objects.filter(pk=case.patient_id).exists()
