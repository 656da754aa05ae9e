"""Signing a decision, and that it stays as it was signed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from boards_stage import MODALITIES, Stage
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from roles import as_role
from selnet.access.api import Refused, UserError
from selnet.opinions.boards import api
from selnet.opinions.boards.api import Row, Signature, add_addendum, get_decision, rows_of, sign
from selnet.opinions.boards.models import AgendaItem, Decision, Letter, ModalityDecision
from selnet.opinions.boards.services import signing
from selnet.opinions.boards.signed_content import is_intact
from selnet.opinions.cases.api import Case
from selnet.record.api import Attachment, Entry


def test_a_signature_does_everything_at_once(stage: Stage, as_worker) -> None:  # type: ignore[no-untyped-def]
    decision = stage.signed()
    with stage.acting("ana") as ana:
        kept = get_decision(ana, decision.pk)
        assert (kept.signed_by_id, len(kept.content_hash)) == (stage.cast.chema.pk, 64)
        assert kept.quorum == dict.fromkeys(("medical_oncology", "radiology", "surgery", "pathology", "radiation_oncology"), 1)
        assert is_intact(kept, rows_of(kept))
        assert Case.objects.get(pk=kept.case_id).status == "decided"
        assert AgendaItem.objects.get(pk=stage.item.pk).state == "decided"
        entry = Entry.objects.get(pk=kept.entry_id)
        letter = Letter.objects.get(decision=kept)
        assert (letter.language, letter.attachment.kind) == ("es", Attachment.Kind.LETTER)
    assert (entry.form, entry.status) == ("board", "signed")
    expected = {
        "board_name": "Thursday sarcoma board",
        "board_question": "After R0 surgery: chemotherapy? And which follow-up?",
        "board_quorum_met": "1",
        "board_reason": "recurrence",
        "systemic_rec": "do",
        "systemic_rec_detail": "Doxorubicin and ifosfamide, 3 cycles",
        "surgery_rec": "do_not",
        "board_dissent": "1",
        "board_dissent_text": "Systemic therapy: Benefit uncertain.",
        "board_guideline": "SEL-STS",
    }
    assert {name: entry.answers[name] for name in expected} == expected
    with as_worker():
        from selnet.network.api import Notice

        told = set(Notice.objects.filter(kind="boards.decision_signed").values_list("person_id", flat=True))
    assert told == {stage.cast.ana.pk, stage.cast.boris.pk}


def test_signing_twice_signs_once(stage: Stage) -> None:
    decision = stage.signed()
    again = stage.sign()
    assert (again.pk, again.content_hash) == (decision.pk, decision.content_hash)
    with stage.acting("ana"):
        assert Entry.objects.filter(form="board").count() == 1
        assert Letter.objects.count() == 1


@pytest.mark.parametrize("name", ["boris", "marta", "ana", "chiara"])
def test_only_a_chair_of_this_board_signs(stage: Stage, name: str) -> None:
    stage.open()
    stage.decide()
    with stage.acting(name) as actor, pytest.raises(Refused):
        sign(actor=actor, item_id=stage.item.pk, signature=Signature(1, timezone.now()))


@pytest.mark.parametrize("age", [None, timedelta(minutes=6), timedelta(minutes=-1)])
def test_an_old_proof_signs_nothing(stage: Stage, age: timedelta | None) -> None:
    stage.open()
    stage.decide()
    proof = None if age is None else timezone.now() - age
    with stage.acting("chema") as chema, pytest.raises(UserError):
        sign(actor=chema, item_id=stage.item.pk, signature=Signature(1, proof))
    with stage.acting("chema"):
        assert not Entry.objects.filter(form="board").exists()


def test_what_was_not_read_is_not_signed(stage: Stage) -> None:
    stage.open()
    stage.decide()
    stage.decide(summary="Woman of 52, changed.")
    with pytest.raises(UserError):
        stage.sign(version=1)


def test_without_a_quorum_a_reason_is_needed_and_kept(stage: Stage) -> None:
    stage.open("paula")
    stage.decide(**{name: Row(name, "do_not", "", 4, 4) for name in MODALITIES})
    with pytest.raises(UserError) as refused:
        stage.sign()
    assert "Pathology" in refused.value.message
    decision = stage.sign(reason="Slides were read by two pathologists before.")
    assert decision.below_quorum_reason == "Slides were read by two pathologists before."
    assert decision.quorum["pathology"] == 0
    with stage.acting("ana"):
        assert Entry.objects.get(pk=decision.entry_id).answers["board_quorum_met"] == "0"


def test_nothing_is_signed_when_the_letter_cannot_be_made(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.open()
    stage.decide()

    def fails(**_given: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(signing, "keep_letter", fails)
    with pytest.raises(OSError, match="disk full"):
        stage.sign()
    with stage.acting("chema"):
        assert Decision.objects.get(item=stage.item).signed_at is None
        assert not Entry.objects.filter(form="board").exists()
        assert Case.objects.get(pk=stage.cases[0].pk).status == "listed"


def test_nothing_is_signed_when_the_trail_cannot_be_written(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.open()
    stage.decide()
    real = signing.trail.of_decision

    def fails(actor: object, decision: object, action: str, **details: object) -> None:
        if action == "signed":
            raise DatabaseError("audit is full")
        real(actor, decision, action, **details)  # type: ignore[arg-type]

    monkeypatch.setattr(signing.trail, "of_decision", fails)
    with pytest.raises(DatabaseError):
        stage.sign()
    with stage.acting("chema"):
        assert Decision.objects.get(item=stage.item).signed_at is None
        assert Case.objects.get(pk=stage.cases[0].pk).status == "listed"


def test_a_saved_decision_is_on_the_trail_without_its_words(stage: Stage, as_worker) -> None:  # type: ignore[no-untyped-def]
    stage.signed()
    with as_worker(), connection.cursor() as cursor:
        cursor.execute("SELECT action, details::text FROM audit_auditevent WHERE object_kind IN ('decision', 'agenda item')")
        rows = cursor.fetchall()
    assert {"boards.decision.saved", "boards.decision.signed", "boards.decision.letter_made", "boards.agenda.listed"} <= {
        action for action, _details in rows
    }
    assert not any("Doxorubicin" in details or "Woman" in details for _action, details in rows)


# --- after the signature


CHANGES = [
    "UPDATE boards_decision SET summary = 'other' WHERE signed_at IS NOT NULL",
    "UPDATE boards_decision SET signed_at = now() - interval '1 day', content_hash = 'x' WHERE signed_at IS NOT NULL",
    "UPDATE boards_decision SET quorum = '{}' WHERE signed_at IS NOT NULL",
    "DELETE FROM boards_decision",
    "UPDATE boards_modalitydecision SET recommendation = 'do'",
    "DELETE FROM boards_modalitydecision WHERE true",
    "UPDATE boards_addendum SET text = 'other'",
    "DELETE FROM boards_addendum",
    "UPDATE boards_letter SET language = 'en'",
    "DELETE FROM boards_letter",
]


@pytest.mark.parametrize("role", ["selnet_app", "selnet_worker", "selnet_owner"])
@pytest.mark.parametrize("statement", CHANGES)
def test_raw_sql_changes_nothing_of_a_signed_decision(stage: Stage, statement: str, role: str) -> None:
    decision = stage.signed()
    with stage.acting("chema") as chema:
        add_addendum(actor=chema, decision=get_decision(chema, decision.pk), text="Echocardiogram done.")
        before = _everything(chema, decision)
        with as_role(role):
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(statement)
                    changed = cursor.rowcount
            except DatabaseError:
                changed = 0
        assert changed == 0
        assert _everything(chema, decision) == before


def _everything(actor: object, decision: Decision) -> tuple[object, ...]:
    kept = Decision.objects.get(pk=decision.pk)
    return (
        kept.summary, kept.signed_at, kept.content_hash, kept.quorum,
        sorted(ModalityDecision.objects.values_list("modality", "recommendation")),
        list(Letter.objects.order_by("made_at").values_list("pk", "language")),
    )  # fmt: skip


def test_a_modality_is_not_added_to_a_signed_decision(stage: Stage) -> None:
    decision = stage.signed()
    with stage.acting("chema"), pytest.raises(DatabaseError), transaction.atomic():
        ModalityDecision(decision=decision, patient_id=decision.patient_id, modality="extra", recommendation="do").save(
            force_insert=True
        )


def test_a_signed_decision_takes_no_more_writing(stage: Stage) -> None:
    stage.signed()
    with pytest.raises(UserError):
        stage.decide(summary="Changed.")


def test_an_addendum_stands_beside_the_decision_and_makes_a_new_letter(stage: Stage) -> None:
    decision, key = stage.signed(), uuid4()
    for _sent_twice in range(2):
        with stage.acting("chema") as chema:
            add_addendum(actor=chema, decision=get_decision(chema, decision.pk), text="Echo: LVEF 62%.", addendum_id=key)
    with stage.acting("ana") as ana:
        kept = get_decision(ana, decision.pk)
        assert [each.text for each in kept.addenda.all()] == ["Echo: LVEF 62%."]
        assert Letter.objects.filter(decision=kept).count() == 2
        assert is_intact(kept, rows_of(kept))
        with pytest.raises(Refused):
            add_addendum(actor=ana, decision=kept, text="I would rather not.")
    with stage.acting("boris") as boris, pytest.raises(UserError):
        add_addendum(actor=boris, decision=get_decision(boris, decision.pk), text=" ")


def test_an_addendum_belongs_to_signed_decisions_only(stage: Stage) -> None:
    stage.open()
    decision = stage.decide()
    with stage.acting("chema") as chema, pytest.raises(UserError):
        add_addendum(actor=chema, decision=get_decision(chema, decision.pk), text="Too early.")


def test_a_tampered_row_is_noticed(stage: Stage) -> None:
    decision = stage.signed()
    with stage.acting("ana"):
        rows = rows_of(decision)
        rows[0].detail = "something else"
        assert not is_intact(decision, rows)


def test_every_modality_of_every_pack_has_its_fields_in_the_board_form() -> None:
    from django.conf import settings

    from selnet.record.api import pack_of

    for folder in settings.SELNET_PACKS.iterdir():
        if (folder / "board.yaml").exists():
            pack = pack_of(folder.name)
            names = [
                f"{m.id}_{part}" for m in pack.board.modalities for part in ("rec", "rec_detail", "executed", "executed_reason")
            ]
            assert [name for name in names if name not in pack.fields] == []
            advice = {choice.code for choice in pack.fields[f"{pack.board.modalities[0].id}_rec"].choice_list}
            assert {each.id for each in pack.board.recommendations} <= advice


def test_the_door_names_what_it_opens() -> None:
    assert all(hasattr(api, name) for name in api.__all__)
