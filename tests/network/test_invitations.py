"""An invitation opens one account, once, for fourteen days."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from cast import PASSWORD, Cast, signed_in
from selnet.access.api import NOBODY, Refused, UserError, acting
from selnet.network import tasks
from selnet.network.models import Invitation, Membership, Notice, Person
from selnet.network.services.invitations import (
    Invited,
    Newcomer,
    accept_invitation,
    find_invitation,
    invite,
    invite_again,
    withdraw_invitation,
)

AsWorker = Callable[[], AbstractContextManager[None]]
NADIA = Newcomer(
    name="Nadia Quispe", language="es", time_zone="America/Lima", disciplines=["surgery"], password="seven-herons-cross-the-lake"
)


def _invite(cast: Cast, email: str = "nadia@example.org", by: str = "boris") -> Invited:
    actor = cast.actor(by)
    with acting(actor):
        return invite(actor=actor, email=email, institution=cast.centre, role="surgeon", language="es")


def _accept(secret: str) -> Person:
    with acting(NOBODY):
        return accept_invitation(secret=secret, newcomer=NADIA)


def test_the_link_opens_an_account_with_the_role(cast: Cast, as_worker: AsWorker) -> None:
    person = _accept(_invite(cast).secret)
    assert person.check_password(NADIA.password)
    assert list(person.memberships.values_list("institution", "role")) == [(cast.centre.pk, "surgeon")]
    with as_worker():
        assert Notice.objects.filter(person=cast.boris, kind="network.invitation_accepted").exists()


def test_the_secret_is_in_the_mail_and_not_in_the_database(cast: Cast, as_worker: AsWorker) -> None:
    invited = _invite(cast)
    job = ProcrastinateJob.objects.get(task_name="network.mail_invitation")
    assert invited.secret not in str(job.args)
    with as_worker():
        tasks.mail_invitation(**job.args)
    [message] = mail.outbox
    assert message.to == ["nadia@example.org"]
    assert f"/invitation/{invited.secret}/" in message.body
    assert invited.invitation
    assert invited.secret not in str(Invitation.objects.filter(pk=invited.invitation.pk).values())


def test_the_link_opens_once(cast: Cast) -> None:
    secret = _invite(cast).secret
    _accept(secret)
    with pytest.raises(Refused):
        _accept(secret)
    assert Person.objects.filter(email="nadia@example.org").count() == 1


def test_the_link_ends_after_fourteen_days(cast: Cast) -> None:
    secret = _invite(cast).secret
    with time_machine.travel(timezone.now() + timedelta(days=13, hours=23)):
        assert find_invitation(secret)
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)), pytest.raises(Refused):
        _accept(secret)


def test_a_withdrawn_link_is_refused_and_its_mail_not_sent(cast: Cast, as_worker: AsWorker) -> None:
    invited = _invite(cast)
    assert invited.invitation
    actor = cast.actor("boris")
    with acting(actor):
        withdraw_invitation(actor=actor, invitation=invited.invitation)
    with pytest.raises(Refused):
        _accept(invited.secret)
    with as_worker():
        tasks.mail_invitation(**ProcrastinateJob.objects.get(task_name="network.mail_invitation").args)
    assert mail.outbox == []


def test_sending_again_ends_the_old_link(cast: Cast) -> None:
    first = _invite(cast)
    assert first.invitation
    actor = cast.actor("boris")
    with acting(actor):
        second = invite_again(actor=actor, invitation=first.invitation)
    with pytest.raises(Refused):
        find_invitation(first.secret)
    assert find_invitation(second.secret)


def test_inviting_twice_is_refused_in_words(cast: Cast) -> None:
    _invite(cast)
    with pytest.raises(UserError, match="already invited"):
        _invite(cast, "NADIA@example.org")
    assert Invitation.objects.count() == 1


def test_somebody_with_an_account_gets_the_role_at_once_and_is_told(cast: Cast, as_worker: AsWorker) -> None:
    invited = _invite(cast, "ANA@example.org")
    assert invited.secret == ""
    assert Membership.objects.filter(person=cast.ana, institution=cast.centre, role="surgeon", ended_at=None).exists()
    with as_worker():
        assert Notice.objects.filter(person=cast.ana, kind="network.role_given").exists()


@pytest.mark.parametrize("by", ["ana", "chiara", "otto", "paula"])
def test_others_do_not_invite(cast: Cast, by: str) -> None:
    with pytest.raises(Refused):
        _invite(cast, by=by)
    assert signed_in(cast.people[by]).get("/network/invitations/new/").status_code == 404


def test_another_centre_cannot_withdraw(cast: Cast) -> None:
    invited = _invite(cast)
    assert invited.invitation
    assert signed_in(cast.ana).post(f"/network/invitations/{invited.invitation.pk}/withdraw/").status_code == 404
    assert find_invitation(invited.secret)


def test_the_page_asks_for_a_second_factor_next(cast: Cast) -> None:
    address = f"/invitation/{_invite(cast).secret}/"
    client = Client()
    assert "Centro de Referencia" in client.get(address).content.decode()
    answers = {"name": "Nadia Quispe", "language": "es", "time_zone": "America/Lima", "disciplines": ["surgery"]}
    weak = client.post(address, answers | {"password": "password1234"})
    assert weak.status_code == 422
    assert not Person.objects.filter(email="nadia@example.org").exists()
    entered = client.post(address, answers | {"password": NADIA.password}, follow=True)
    assert entered.redirect_chain[-1][0] == "/account/second-factor/"
    assert client.get("/account/second-factor/totp/activate/").status_code == 200  # without typing the password again


def test_unknown_and_used_links_look_alike(cast: Cast) -> None:
    secret = _invite(cast).secret
    _accept(secret)
    used, unknown = Client().get(f"/invitation/{secret}/"), Client().get("/invitation/nonsense/")
    assert used.status_code == unknown.status_code == 404
    assert _without_token(used.content) == _without_token(unknown.content).replace("nonsense", secret)


def _without_token(page: bytes) -> str:
    return "\n".join(line for line in page.decode().splitlines() if "csrf" not in line.lower())


def test_an_address_that_got_an_account_meanwhile_takes_the_role_up_signed_in(cast: Cast, as_worker: AsWorker) -> None:
    secret = _invite(cast).secret
    with as_worker():
        nadia = Person.objects.create_user("nadia@example.org", PASSWORD, name="Nadia")
    with pytest.raises(UserError, match="account by now"):
        _accept(secret)
    somebody_else = signed_in(cast.ana)
    somebody_else.post(f"/invitation/{secret}/")
    assert not cast.ana.memberships.filter(role="surgeon").exists()
    client = signed_in(nadia)
    assert client.post(f"/invitation/{secret}/").status_code == 302
    assert nadia.memberships.filter(role="surgeon", ended_at=None).exists()
