"""What a person may do with a case now, one thing first: the buttons of its page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from selnet.access.api import Actor

from . import rules
from .models import Assignment, Case


@dataclass(frozen=True)
class Action:
    """A button. `posts`: it acts at once, without a page of its own."""

    label: str | Promise
    url: str
    posts: bool = False


@dataclass(frozen=True)
class Actions:
    primary: Action | None
    others: tuple[Action, ...]


Offer = tuple[Callable[[Actor, Case], bool], str, Promise, bool]

# in the order in which they are offered; the first that may be done and is due becomes the primary button
OFFERS: Sequence[Offer] = (
    (rules.can_supply, "supply", _("Answer the centre"), False),
    (rules.can_accept, "accept", _("Accept the case"), True),
    (rules.can_assign, "assign", _("Ask experts"), False),
    (rules.can_conclude, "conclude", _("Write the answer"), False),
    (rules.can_close, "close", _("Close the case"), False),
    (rules.can_ask_more, "ask_more", _("Ask for more"), False),
    (rules.can_redirect, "redirect", _("Pass to another centre"), False),
    (rules.can_decline, "decline", _("Decline"), False),
    (rules.can_edit_draft, "edit", _("Change the request"), False),
    (rules.can_withdraw, "withdraw", _("Withdraw"), False),
)
NEVER_FIRST = {"ask_more", "redirect", "decline", "edit", "withdraw"}


def actions_for(actor: Actor, case: Case, assignments: Sequence[Assignment]) -> Actions:
    own = next((each for each in assignments if each.person_id == actor.person_id), None)
    primary: Action | None = None
    if own is not None and rules.can_answer(actor, case, own):
        primary = Action(_("Give your opinion"), reverse("cases:answer", args=[own.pk]))
    others: list[Action] = []
    for allowed, name, label, posts in OFFERS:
        if not allowed(actor, case):
            continue
        action = Action(label, reverse(f"cases:{name}", args=[case.pk]), posts)
        if primary is None and name not in NEVER_FIRST and _is_due(name, assignments):
            primary = action
        else:
            others.append(action)
    return Actions(primary, tuple(others))


def _is_due(name: str, assignments: Sequence[Assignment]) -> bool:
    """Asking comes first while nobody is asked, answering once nobody is left to wait for."""
    owed = [each for each in assignments if each.answered_at is None and each.declined_at is None]
    given = [each for each in assignments if each.answered_at is not None]
    if name == "assign":
        return not owed and not given
    if name == "conclude":
        return not owed and bool(given)
    return True
