"""Keeping the letters of a decision: one file a language and state, never replaced."""

from django.db import transaction

from selnet.access.api import Actor, UserError
from selnet.opinions.boards import rules
from selnet.opinions.boards.letters import LANGUAGES, LetterContent, letter_title, make_letter
from selnet.opinions.boards.models import Decision, Letter
from selnet.opinions.boards.selectors import decisions as reads
from selnet.record.api import Attachment, attachments, pack_of

from . import trail


@transaction.atomic
def keep_letter(*, actor: Actor, decision: Decision, language: str) -> Letter:
    """The letter of a signed decision as it stands now. What was made before stays beside it."""
    rules.check_can_add_to(decision)
    Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)  # asked for twice at once, it is made once
    if language not in LANGUAGES:
        raise UserError(f"{language}: {', '.join(LANGUAGES)}", field="language")
    content = LetterContent(
        decision=decision,
        modalities=reads.rows_of(decision),
        addenda=reads.addenda_of(decision),
        question=decision.case.question,
        pack=pack_of(decision.patient),
    )
    kept = attachments.keep_made(
        actor=actor, patient=decision.patient, content=make_letter(content, language), kind=Attachment.Kind.LETTER,
        title=letter_title(content, language), media_type="application/pdf",
    )  # fmt: skip
    standing = Letter.objects.filter(decision=decision, language=language, attachment=kept).first()
    if standing is not None:
        return standing
    letter = Letter(decision=decision, patient=decision.patient, language=language, attachment=kept)
    letter.save(force_insert=True)
    trail.of_decision(actor, decision, "letter_made", language=language)
    return letter
