"""The worklist: sorted by what runs out, open to other packages, one verb a row."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from cast import Cast
from roles import as_role
from selnet.access.api import Actor, acting
from selnet.opinions.cases import worklist
from selnet.opinions.cases.models import Case
from selnet.opinions.cases.titles import case_reason
from selnet.opinions.cases.worklist import WorkItem, register_worklist_source, worklist_of

from .scenes import Scene

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_sources() -> Iterator[None]:
    """What a test registers is forgotten after it."""
    before = list(worklist._sources)
    yield
    worklist._sources[:] = before


def test_other_packages_add_rows_with_their_own_pill(scene: Scene, cast: Cast) -> None:
    patient = scene.patient()

    def rows(actor: Actor, now: datetime) -> list[WorkItem]:
        due = {"late": -1, "today": 2, "week": 72, "later": 400}
        found = [WorkItem(name, patient, "You", "Do", "/x", due=now + timedelta(hours=hours)) for name, hours in due.items()]
        return [*found, WorkItem("mine", patient, "You", "Do", "/x"), WorkItem("theirs", patient, "Ana", "Do", "/x", mine=False)]

    worklist._sources.clear()
    register_worklist_source(rows, group="boards", label="Boards")
    with acting(cast.actor("ana")):
        found = worklist_of(cast.actor("ana"), NOW)
    assert {str(section.title): [item.title for item in section.items] for section in found.sections(NOW)} == {
        "Late": ["late"], "Today": ["today"], "This week": ["week", "mine"], "Later": ["later", "theirs"],
    }  # fmt: skip
    assert (found.late(NOW), found.today(NOW), found.groups()) == (1, 1, [("boards", "Boards", 6)])
    assert found.items[0].headline is not None


def test_each_sees_what_waits_for_them(scene: Scene, cast: Cast) -> None:
    scene.draft()
    scene.asked("paula")

    def titles(name: str) -> list[tuple[str, str]]:
        with acting(cast.actor(name)):
            return [(item.group, item.title) for item in worklist_of(cast.actor(name), NOW).items]

    assert titles("ana") == [("asked", "Finish and send a case")]
    assert titles("boris") == [("cases", "Experts are answering")]
    assert titles("paula") == [("opinions", "Give your opinion")]
    assert titles("chiara") == titles("ramon") == titles("ada") == []


def test_a_row_is_titled_by_the_packs_reason(scene: Scene) -> None:
    case = scene.sent(reason="unplanned_excision")
    with as_role("selnet_worker"):
        assert case_reason(Case.objects.select_related("patient").get(pk=case.pk)) == "Unplanned excision"
