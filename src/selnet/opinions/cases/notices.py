"""What people of a case are told. A notice holds a kind and the page where the news is, never a patient's value."""

from collections.abc import Iterable
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from selnet.access.api import Actor, Permission
from selnet.network.api import Person, people_with, register_notice, tell

from .models import Assignment, Case

KINDS: Final[tuple[tuple[str, Promise, Promise, bool], ...]] = (
    ("cases.sent", _("A case arrived"), _("A case was sent to your centre and waits to be accepted."), False),
    ("cases.more_asked", _("The centre asks for more"), _("The clocks stand still until you answer."), True),
    ("cases.supplied", _("The referrer answered"), _("What was asked for has arrived; the clocks run again."), False),
    ("cases.accepted", _("Your case was accepted"), _("A coordinator took it on and asks the experts."), False),
    ("cases.redirected", _("Your case was passed on"), _("Another reference centre received it, with a note."), False),
    ("cases.declined", _("Your case was declined"), _("The centre says why on the page of the case."), True),
    ("cases.decided", _("Your case was answered"), _("The answer is on the page of the case."), True),
    ("cases.withdrawn", _("A case was withdrawn"), _("The referrer no longer needs the opinion."), False),
    ("cases.message", _("A message in a case"), _("Somebody wrote in the thread of a case."), False),
    ("cases.late", _("A case is late"), _("A clock of a case at your centre has run out."), True),
    ("cases.centre_late", _("Cases of a centre are late"), _("A case has been late for more than a day."), True),
    ("cases.back", _("A case came back from the board"), _("The board postponed it or took it off its agenda."), False),
    ("cases.opinion_asked", _("Your opinion is asked"), _("A coordinator asks you to answer a case."), False),
    ("cases.opinion_due", _("Your opinion is due"), _("A case waits for your answer and its clock runs out."), True),
    ("cases.opinion_given", _("An expert answered"), _("A new opinion is on the page of the case."), False),
    ("cases.opinion_declined", _("An expert declined"), _("An expert cannot answer; you may ask another."), False),
)


def register() -> None:
    for kind, title, sentence, urgent in KINDS:
        register_notice(kind, title, sentence, urgent)


def _tell(kind: str, case: Case, people: Iterable[int], stage: str, link: str = "") -> None:
    tell(
        person_ids=sorted(set(people)),
        kind=kind,
        link=link or reverse("cases:case", args=[case.pk]),
        about=f"case:{case.pk}:{stage}",
    )


def coordinators(case: Case) -> list[int]:
    """Who took the case on, or everybody who may, as long as nobody has."""
    if case.to_institution_id is None:
        return []
    able = list(people_with(Permission.CASE_TRIAGE, case.to_institution_id).values_list("pk", flat=True))
    return [case.coordinator_id] if case.coordinator_id in able else able


def referrers(case: Case) -> list[int]:
    """Who opened the case; when they are gone, whoever may open cases there."""
    if Person.objects.filter(pk=case.opened_by_id, is_active=True).exists():
        return [case.opened_by_id]
    return list(people_with(Permission.CASE_OPEN, case.from_institution_id).values_list("pk", flat=True))


def tell_coordinators(actor: Actor, case: Case, kind: str, stage: str = "") -> None:
    _tell(kind, case, _others(actor, coordinators(case)), stage or f"{kind}:{case.version}")


def tell_referrer(actor: Actor, case: Case, kind: str, stage: str = "") -> None:
    _tell(kind, case, _others(actor, referrers(case)), stage or f"{kind}:{case.version}")


def tell_expert(actor: Actor, case: Case, assignment: Assignment, kind: str, stage: str) -> None:
    link = reverse("cases:answer", args=[assignment.pk])
    _tell(kind, case, _others(actor, [assignment.person_id]), f"{stage}:{assignment.person_id}", link)


def tell_thread(actor: Actor, case: Case, message_id: object) -> None:
    """Everybody in the conversation but its author."""
    experts = case.assignments.filter(declined_at=None).values_list("person_id", flat=True)
    people = [*referrers(case), *coordinators(case), *experts]
    _tell("cases.message", case, _others(actor, people), f"message:{message_id}")


def tell_network(case: Case, people: Iterable[int]) -> None:
    _tell("cases.centre_late", case, people, "late:network", reverse("cases:centre_clocks"))


def _others(actor: Actor, people: Iterable[int]) -> list[int]:
    return [person for person in people if person != actor.person_id]
