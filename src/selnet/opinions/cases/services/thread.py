"""The conversation beside the answers."""

from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from selnet.access.api import Actor, Refused
from selnet.opinions.cases import notices, rules
from selnet.opinions.cases.models import Message
from selnet.opinions.cases.selectors.cases import asked_of
from selnet.record.api import typed_text

from . import moving


@transaction.atomic
def write_message(*, actor: Actor, case_id: UUID, text: str, message_id: UUID | None = None) -> Message:
    """One line in the thread. `message_id` is the page's key: sent twice, it stands once."""
    case = moving.locked(case_id)
    rules.check_can_write_message(actor, case, is_expert=asked_of(actor, case) is not None)
    assert actor.person_id is not None
    text = typed_text(text, field="text", missing=_("Write something first."))
    standing = Message.objects.filter(pk=message_id).first() if message_id else None
    if standing is not None:
        if standing.case_id != case.pk or standing.author_id != actor.person_id:
            raise Refused("message")
        return standing
    message = Message(id=message_id or uuid4(), case=case, patient_id=case.patient_id, author_id=actor.person_id, text=text)
    message.save(force_insert=True)
    moving.trail(actor, case, "message_written")
    notices.tell_thread(actor, case, message.pk)
    return message
