"""Leaving: everything signed stays, everything open passes on, every door closes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from allauth.usersessions.models import UserSession
from procrastinate.contrib.django.models import ProcrastinateJob

from cast import Cast, signed_in
from selnet.access.api import Actor, Refused, UserError, acting
from selnet.network import tasks
from selnet.network.handover import HANDOVER_HANDLERS
from selnet.network.models import Notice, Person
from selnet.network.selectors import actor_for
from selnet.network.services.people import activate_again, change_profile, deactivate, hand_over

AsWorker = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def handed() -> Iterator[list[tuple[str, str]]]:
    """What the registered handlers were asked to move."""
    moved: list[tuple[str, str]] = []

    def handler(actor: Actor, from_person: Person, to_person: Person) -> None:
        assert actor.kind == "system"
        moved.append((from_person.name, to_person.name))

    others = HANDOVER_HANDLERS[:]
    HANDOVER_HANDLERS[:] = [handler]
    yield moved
    HANDOVER_HANDLERS[:] = others


def _deactivate(cast: Cast, by: str, whom: str, to: str | None = None) -> None:
    actor = cast.actor(by)
    with acting(actor):
        deactivate(actor=actor, person=cast.people[whom], to_person=cast.people[to] if to else None)
    cast.people[whom].refresh_from_db()


def test_deactivation_closes_every_door(cast: Cast) -> None:
    client = signed_in(cast.paula)
    assert client.get("/network/me/").status_code == 200
    assert UserSession.objects.filter(user=cast.paula).exists()
    _deactivate(cast, "boris", "paula")
    assert not UserSession.objects.filter(user=cast.paula).exists()
    assert client.get("/network/me/").status_code == 302  # to sign-in
    assert not cast.paula.memberships.filter(ended_at=None).exists()
    assert actor_for(cast.paula).held == ()


def test_the_work_passes_to_the_colleague(cast: Cast, as_worker: AsWorker, handed: list[tuple[str, str]]) -> None:
    _deactivate(cast, "boris", "paula", to="chema")
    job = ProcrastinateJob.objects.get(task_name="network.hand_over")
    with as_worker():
        tasks.hand_over(**job.args)
        assert Notice.objects.filter(person=cast.chema, kind="network.handed_over").count() == 1
    assert handed == [(cast.paula.name, cast.chema.name)]


def test_work_is_not_handed_to_another_institution(cast: Cast) -> None:
    actor = cast.actor("boris")
    with acting(actor), pytest.raises(UserError, match="same institution") as refused:
        hand_over(actor=actor, from_person=cast.paula, to_person=cast.ana)
    assert refused.value.field == "to_person"


@pytest.mark.parametrize(("by", "whom"), [("ana", "dora"), ("boris", "ana"), ("boris", "boris"), ("otto", "ana"), ("ada", "ada")])
def test_only_whoever_may_end_every_role_deactivates(cast: Cast, by: str, whom: str) -> None:
    with pytest.raises(Refused):
        _deactivate(cast, by, whom)
    assert cast.people[whom].is_active
    assert signed_in(cast.people[by]).post(f"/network/people/{cast.people[whom].pk}/deactivate/").status_code == 404


def test_an_account_opens_again_without_roles(cast: Cast) -> None:
    _deactivate(cast, "ada", "paula")
    actor = cast.actor("ada")
    with acting(actor):
        activate_again(actor=actor, person=cast.paula)
    cast.paula.refresh_from_db()
    assert cast.paula.is_active
    assert actor_for(cast.paula).held == ()


def test_a_profile_is_changed_by_its_person_only(cast: Cast) -> None:
    with pytest.raises(Refused):
        change_profile(
            actor=cast.actor("ada"), person=cast.paula, name="X", language="en", time_zone="UTC", disciplines=[], expertise=[]
        )


def test_one_browser_is_signed_out_from_another(cast: Cast) -> None:
    here, there = signed_in(cast.paula), signed_in(cast.paula)
    for client in (here, there):
        client.get("/network/me/")
    other = UserSession.objects.exclude(session_key=here.session.session_key).get(user=cast.paula)
    assert signed_in(cast.ana).post(f"/network/me/sessions/{other.pk}/end/").status_code == 404
    assert here.post(f"/network/me/sessions/{other.pk}/end/").status_code == 302
    assert here.get("/network/me/").status_code == 200
    assert there.get("/network/me/").status_code == 302
