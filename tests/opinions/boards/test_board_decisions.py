"""Writing a decision down, until it is signed."""

import pytest
from boards_stage import Stage

from selnet.access.api import Refused, UserError
from selnet.opinions.boards.api import Row, rows_of, save_decision
from selnet.opinions.boards.models import Decision, ModalityDecision


def _save(stage: Stage, *rows: Row, version: int = 0, summary: str = "", by: str = "chema") -> Decision:
    with stage.acting(by) as actor:
        return save_decision(actor=actor, item_id=stage.item.pk, summary=summary, rows=rows, expected_version=version)


def test_a_decision_grows_until_it_is_signed(stage: Stage) -> None:
    first = _save(stage, Row("surgery", "do"), summary="Woman of 52.")
    second = _save(stage, Row("surgery", "do", "Wide excision", 5, 6), version=first.version, summary="Woman of 52.", by="boris")
    assert (first.version, second.version) == (1, 2)
    assert second.saved_by_id == stage.cast.boris.pk
    with stage.acting("marta"):
        kept = rows_of(second)
    assert [(row.modality, row.recommendation, row.detail, row.agreed, row.voters) for row in kept] == [
        ("surgery", "do", "Wide excision", 5, 6)
    ]


def test_saving_the_same_again_changes_nothing(stage: Stage) -> None:
    row = Row("surgery", "do", "Wide excision", 5, 6)
    first = _save(stage, row, summary="Woman of 52.")
    again = _save(stage, row, version=0, summary="Woman of 52.")
    assert again.version == first.version


def test_a_stale_page_saves_nothing_and_says_who_was_faster(stage: Stage) -> None:
    _save(stage, Row("surgery", "do"))
    _save(stage, Row("surgery", "do_not"), version=1, by="boris")
    with pytest.raises(UserError) as refused:
        _save(stage, Row("surgery", "defer"), version=1)
    assert "Boris" in refused.value.message
    with stage.acting("chema"):
        assert ModalityDecision.objects.get(modality="surgery").recommendation == "do_not"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (Row("surgery", "perhaps"), "surgery-recommendation"),
        (Row("surgery", "do", agreed=5), "surgery-agreed"),
        (Row("surgery", "do", agreed=6, voters=5), "surgery-agreed"),
        (Row("surgery", "do", agreed=0, voters=0), "surgery-agreed"),
        (Row("surgery", "do", agreed=-1, voters=5), "surgery-agreed"),
        (Row("surgery", "do", "x" * 2001), "surgery-detail"),
        (Row("surgery", dissent="x" * 2001), "surgery-dissent"),
        (Row("surgery", guidelines="ESMO <b>"), "surgery-guidelines"),
    ],
)
def test_a_fault_is_named_at_its_field_and_nothing_is_saved(stage: Stage, row: Row, field: str) -> None:
    with pytest.raises(UserError) as refused:
        _save(stage, row)
    assert refused.value.field == field
    with stage.acting("chema"):
        assert not Decision.objects.exists()


def test_a_modality_of_no_pack_is_refused(stage: Stage) -> None:
    with pytest.raises(Refused):
        _save(stage, Row("leeches", "do"))


@pytest.mark.parametrize("name", ["ana", "marta", "chiara", "dora"])
def test_members_and_clinicians_read_but_do_not_write(stage: Stage, name: str) -> None:
    with pytest.raises(Refused):
        _save(stage, Row("surgery", "do"), by=name)
