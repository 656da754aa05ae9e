"""People: their own settings, hand-over of their work, deactivation. Nobody is removed: what they signed keeps its signer."""

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from selnet.access.api import Actor, Refused, UserError
from selnet.audit.api import record
from selnet.network.models import Language, Person
from selnet.network.notice_kinds import NOTICE_KINDS, SETTINGS
from selnet.network.rules import can_manage_network, can_manage_person

from .memberships import finish_membership
from .notices import tell


@transaction.atomic
def change_profile(
    *, actor: Actor, person: Person, name: str, language: str, time_zone: str, disciplines: list[str], expertise: list[str]
) -> None:
    """What a person says about themselves."""
    if person.pk != actor.person_id:
        raise Refused("profile")
    wanted = {"name": name, "language": language, "time_zone": time_zone, "disciplines": disciplines, "expertise": expertise}
    changed = sorted(field for field, value in wanted.items() if getattr(person, field) != value)
    if not changed:
        return
    for field in changed:
        setattr(person, field, wanted[field])
    person.save(update_fields=changed)
    record(actor, "network.person.changed", kind="person", id=person.pk, fields=changed)


@transaction.atomic
def choose_notices(*, actor: Actor, person: Person, settings: dict[str, str]) -> None:
    """How each kind of notice is mailed: each, digest or none. Kinds left out go the usual way."""
    if person.pk != actor.person_id:
        raise Refused("notice settings")
    person.notice_settings = {kind: how for kind, how in settings.items() if kind in NOTICE_KINDS and how in SETTINGS}
    person.save(update_fields=["notice_settings"])
    record(actor, "network.person.changed", kind="person", id=person.pk, fields=["notice_settings"])


def choose_language(*, person: Person, language: str) -> None:
    """From the language switch. Not audited: it says nothing about anybody but the reader."""
    if language in Language.values and language != person.language:
        person.language = language
        person.save(update_fields=["language"])


@transaction.atomic
def hand_over(*, actor: Actor, from_person: Person, to_person: Person) -> None:
    """Passes the open work of one person to another. The worker moves it; see handover.py for why."""
    if not can_manage_person(actor, from_person):
        raise Refused("hand over")
    _check_successor(from_person, to_person)
    record(actor, "network.person.handed_over", kind="person", id=from_person.pk, to=to_person.pk)
    jobs.configure_task("network.hand_over", lock=f"hand-over:{from_person.pk}").defer(
        from_person=from_person.pk, to_person=to_person.pk, asked_by=actor.person_id or 0
    )


def _check_successor(from_person: Person, to_person: Person) -> None:
    places = from_person.memberships.values("institution_id")
    if to_person.pk == from_person.pk or not to_person.is_active:
        raise UserError(_("Choose somebody else who is active."), field="to_person")
    if not to_person.memberships.filter(ended_at=None, institution_id__in=places).exists():
        raise UserError(_("Choose somebody who works at the same institution."), field="to_person")


@transaction.atomic
def deactivate(*, actor: Actor, person: Person, to_person: Person | None) -> None:
    """Ends roles and sessions; everything signed and written stays. `to_person` takes the open work over."""
    if not can_manage_person(actor, person):
        raise Refused("deactivate")
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not person.is_active:
        return
    if to_person:
        hand_over(actor=actor, from_person=person, to_person=to_person)
    for membership in person.memberships.filter(ended_at=None).select_related("institution"):
        finish_membership(actor=actor, membership=membership)
    person.is_active, person.deactivated_at = False, timezone.now()
    person.save(update_fields=["is_active", "deactivated_at"])
    end_sessions(person)
    record(actor, "network.person.deactivated", kind="person", id=person.pk, handed_over=to_person is not None)


@transaction.atomic
def activate_again(*, actor: Actor, person: Person) -> None:
    """The account opens again, without any role: those are given anew."""
    if not can_manage_network(actor):
        raise Refused("activate")
    if person.is_active:
        return
    person.is_active, person.deactivated_at = True, None
    person.save(update_fields=["is_active", "deactivated_at"])
    record(actor, "network.person.activated", kind="person", id=person.pk)


def end_sessions(person: Person) -> None:
    """Signs the person out everywhere. Sessions that are not listed end too: an inactive person is nobody."""
    for session in UserSession.objects.filter(user=person):
        session.end()


@transaction.atomic
def end_session(*, actor: Actor, session_id: int) -> None:
    """The person signs one of their own browsers out."""
    session = UserSession.objects.filter(pk=session_id, user_id=actor.person_id).first()
    if session is None:
        raise Refused("session")
    session.end()
    record(actor, "network.session.ended", kind="person", id=actor.person_id or 0)


@transaction.atomic
def hand_over_done(*, actor: Actor, from_person: Person, to_person: Person) -> None:
    """Told by the worker when every handler has moved its work."""
    record(actor, "network.person.handover_done", kind="person", id=from_person.pk, to=to_person.pk)
    tell(person_ids=[to_person.pk], kind="network.handed_over", link=reverse("cases:worklist"),
         about=f"handover:{from_person.pk}:{to_person.pk}:{timezone.now():%Y-%m-%d}")  # fmt: skip
