"""The pages: what each person finds, what forms say back, and that long agendas cost no more queries than short ones."""

import re
import time

import pytest
from boards_stage import MODALITIES, Stage, in_days
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import signed_in
from selnet.opinions.boards.api import Decision, Meeting
from selnet.opinions.boards.models import AgendaItem, Attendance, BoardMember, Letter
from selnet.opinions.boards.panels import ITEM_PANELS, register_item_panel
from selnet.opinions.boards.urls import urlpatterns
from selnet.opinions.cases.api import Case


def _get(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"boards:{name}", args=args))
    assert answer.status_code == 200, (name, answer.status_code)
    return re.sub(r"\s+", " ", answer.content.decode())


def _proven(client: Client) -> Client:
    """The person has just proved who they are."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    return client


def _rows(**changes: str) -> dict[str, str]:
    given = {f"{name}-recommendation": "do_not" for name in MODALITIES} | {f"{name}-agreed": "5" for name in MODALITIES}
    given |= {f"{name}-voters": "5" for name in MODALITIES}
    return given | {"version": "0", "summary": "Woman of 52."} | changes


def test_the_coordinator_finds_the_way_from_the_list_to_the_case(stage: Stage) -> None:
    boris = signed_in(stage.cast.boris)
    assert "Thursday sarcoma board" in _get(boris, "boards")
    assert "Plan a meeting" in _get(boris, "board", stage.board.pk)
    assert stage.cases[0].question in _get(boris, "meeting", stage.meeting.pk)
    assert stage.cases[0].question in _get(boris, "present", stage.item.pk)
    assert "What everybody" in _get(boris, "schedule", stage.board.pk)
    assert "Which board" in _get(boris, "new")
    assert "Call this meeting off" in _get(boris, "cancel", stage.meeting.pk)
    assert "Postpone this case" in _get(boris, "postpone", stage.item.pk)


def _reads(stage: Stage) -> dict[str, str]:
    """Every page that can be read, by the name of its address."""
    decision, letter = Decision.objects.get(), Letter.objects.first()
    assert letter is not None
    return {
        "boards": reverse("boards:boards"),
        "new": reverse("boards:new"),
        "executions": reverse("boards:executions"),
        "calendar": reverse("boards:calendar"),
        "board": reverse("boards:board", args=[stage.board.pk]),
        "schedule": reverse("boards:schedule", args=[stage.board.pk]),
        "meeting": reverse("boards:meeting", args=[stage.meeting.pk]),
        "cancel": reverse("boards:cancel", args=[stage.meeting.pk]),
        "present": reverse("boards:present", args=[stage.item.pk]),
        "clock": reverse("boards:clock", args=[stage.item.pk]),
        "postpone": reverse("boards:postpone", args=[stage.item.pk]),
        "sign": reverse("boards:sign", args=[stage.item.pk]),
        "decision": reverse("boards:decision", args=[decision.pk]),
        "letter": reverse("boards:letter", args=[letter.pk]),
    }


WRITES = {
    "end_membership", "add_member", "open", "close", "attendance", "add_case", "move", "start", "take_off", "addendum",
    "answer_executions", "make_letter", "calendar_revoke", "calendar_feed",
}  # fmt: skip
CLINICIAN = {"executions", "decision", "letter"}
MEMBER = {"boards", "calendar", "board", "meeting", "present", "clock", "decision", "letter", "executions"}
PREPARES = MEMBER | {"new", "schedule", "cancel", "postpone"}
FINDS = {
    "ana": CLINICIAN,
    "dora": {"decision", "letter"},
    "marta": MEMBER,
    "boris": PREPARES,
    "chema": PREPARES | {"sign"},
    "chiara": {"executions"},
    "ada": set(),
    "otto": set(),
    "stella": set(),
}


@pytest.mark.parametrize("name", FINDS)
def test_everybody_finds_their_pages_and_no_others(stage: Stage, name: str) -> None:
    stage.signed()
    with stage.acting("chema"):
        pages = _reads(stage)
    assert {pattern.name for pattern in urlpatterns} == set(pages) | WRITES
    browser = signed_in(getattr(stage.cast, name))
    found = {page for page, url in pages.items() if browser.get(url).status_code in (200, 302)}
    assert found == FINDS[name]


def test_nobody_reads_a_page_without_signing_in(stage: Stage) -> None:
    stage.signed()
    with stage.acting("chema"):
        pages = _reads(stage)
    for url in pages.values():
        answer = Client().get(url)
        assert answer.status_code == 302
        assert reverse("account_login") in answer["Location"]


def test_the_whole_sitting_through_the_pages(stage: Stage) -> None:
    chema = signed_in(stage.cast.chema)
    item, meeting = stage.item, stage.meeting
    chema.post(reverse("boards:open", args=[meeting.pk]))
    people = [str(person_id) for person_id in BoardMember.objects.values_list("person_id", flat=True)]
    chema.post(reverse("boards:attendance", args=[meeting.pk]), {"present": people, f"call-{people[0]}": "1"})
    assert Attendance.objects.filter(by_call=True).count() == 1
    chema.post(reverse("boards:start", args=[item.pk]))
    assert "0 min of 15" in _get(chema, "present", item.pk)
    here = reverse("boards:present", args=[item.pk])
    only_advice = {name: value for name, value in _rows().items() if "agreed" not in name and "voters" not in name}
    assert chema.post(here, only_advice | {"votes": "unanimous"}).status_code == 302
    assert "Read and sign" in _get(chema, "present", item.pk)

    sign = reverse("boards:sign", args=[item.pk])
    assert "Prove that it is me" in chema.get(sign).content.decode()
    refused = chema.post(sign, {"version": "1"})
    assert refused.status_code == 302
    assert reverse("account_reauthenticate") in refused["Location"]
    _proven(chema)
    signed = chema.post(sign, {"version": "1"})
    with stage.acting("chema"):
        decision = Decision.objects.get()
        assert [row.agreed for row in decision.modalities.all()] == [6] * len(MODALITIES)
    assert signed["Location"] == reverse("boards:decision", args=[decision.pk])
    assert chema.post(sign, {"version": "1"}).status_code == 302  # sent twice

    chema.post(reverse("boards:addendum", args=[decision.pk]), {"key": str(decision.case_id), "text": "Echo done."})
    chema.post(reverse("boards:close", args=[meeting.pk]))
    ana = signed_in(stage.cast.ana)
    page = _get(ana, "decision", decision.pk)
    assert "Echo done." in page
    assert page.count("<option") > len(MODALITIES)
    answer = ana.post(reverse("boards:answer_executions", args=[decision.pk]), {f"{name}-outcome": "yes" for name in MODALITIES})
    assert answer.status_code == 302
    with stage.acting("ana"):
        assert Case.objects.get(pk=decision.case_id).status == "closed"
        letter = Letter.objects.earliest("made_at")
    pdf = ana.get(reverse("boards:letter", args=[letter.pk]))
    assert b"".join(pdf.streaming_content)[:5] == b"%PDF-"
    assert stage.cases[0].patient.pseudonym not in pdf["Content-Disposition"]


def test_a_stale_tab_is_told_and_keeps_what_was_typed(stage: Stage) -> None:
    chema, boris = signed_in(stage.cast.chema), signed_in(stage.cast.boris)
    here = reverse("boards:present", args=[stage.item.pk])
    assert chema.post(here, _rows()).status_code == 302
    answer = boris.post(here, _rows(**{"surgery-detail": "Wide excision"}))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Chema" in text
    assert "Wide excision" in text


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"surgery-agreed": "six"}, "surgery"),
        ({"surgery-agreed": "9"}, "9 of 5 cannot be"),
        ({"surgery-voters": ""}, "say both"),
        ({"surgery-recommendation": "leeches"}, "surgery"),
        ({"summary": "x" * 8001}, "Summary"),
        ({"version": "old"}, "version"),
    ],
)
def test_nonsense_is_answered_with_the_place_and_saves_nothing(stage: Stage, changes: dict[str, str], says: str) -> None:
    answer = signed_in(stage.cast.chema).post(reverse("boards:present", args=[stage.item.pk]), _rows(**changes))
    assert answer.status_code == 422
    assert says.lower() in answer.content.decode().lower()
    with stage.acting("chema"):
        assert not Decision.objects.exists()


def test_planning_shows_the_time_of_everybody_first(stage: Stage) -> None:
    boris = signed_in(stage.cast.boris)
    url = reverse("boards:schedule", args=[stage.board.pk])
    given = {"day": in_days(30).strftime("%d/%m/%Y"), "time": "16:30", "minutes": "90", "place": ""}
    shown = boris.post(url, given | {"preview": "1"})
    assert shown.status_code == 200
    assert "16:30" in shown.content.decode()
    assert Meeting.objects.count() == 1
    assert boris.post(url, given).status_code == 302
    assert Meeting.objects.count() == 2
    wrong = boris.post(url, given | {"day": "31/02/2027"})
    assert wrong.status_code == 422


def test_order_is_changed_by_plain_posts(stage: Stage) -> None:
    for _n in range(2):
        stage.list_case(stage.new_case())
    boris = signed_in(stage.cast.boris)
    move = reverse("boards:move", args=[stage.meeting.pk])
    third = str(stage.items[2].pk)
    for given in ({"move": "first"}, {"move": "down"}, {"move": "to", "to": "3"}, {"move": "up", "to": "3"}):
        assert boris.post(move, {"item": third} | given).status_code == 302
    with stage.acting("boris"):
        order = list(AgendaItem.objects.filter(meeting=stage.meeting).order_by("position").values_list("pk", flat=True))
    assert order == [stage.items[0].pk, stage.items[2].pk, stage.items[1].pk]
    page = "http://testserver" + reverse("boards:meeting", args=[stage.meeting.pk])
    assert boris.post(move, {"item": third, "move": "to", "to": "x"}, headers={"Referer": page})["Location"] == page
    assert "Write the place as a number" in _get(boris, "meeting", stage.meeting.pk)
    assert boris.post(move, {"item": "x", "move": "up"}).status_code == 404


def _queries(stage: Stage, name: str, *args: object) -> int:
    chema = signed_in(stage.cast.chema)
    _get(chema, name, *args)
    with CaptureQueriesContext(connection) as seen:
        _get(chema, name, *args)
    return len(seen)


def test_a_long_agenda_costs_no_more_queries(stage: Stage) -> None:
    def fill(to: int) -> None:
        while len(stage.items) < to:
            stage.list_case(stage.new_case())

    fill(5)
    for _n in range(2):
        stage.new_case()
    counts: dict[int, tuple[int, int]] = {}
    for size in (5, 50):
        fill(size)
        counts[size] = (_queries(stage, "meeting", stage.meeting.pk), _queries(stage, "present", stage.item.pk))
    assert counts[5] == counts[50]
    assert max(counts[50]) < 60


def test_packages_above_add_a_panel_beside_the_case(stage: Stage, rf, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(ITEM_PANELS, "_panels", [])
    register_item_panel(lambda _request, item: f"<p>advice for {item.pk}</p>", order=1)
    register_item_panel(lambda _request, _item: "", order=2)
    assert ITEM_PANELS.drawn(rf.get("/"), stage.item)["main"] == [f"<p>advice for {stage.item.pk}</p>"]


def test_the_case_page_tells_of_the_board(stage: Stage) -> None:
    def page(name: str) -> str:
        return signed_in(getattr(stage.cast, name)).get(reverse("cases:case", args=[stage.cases[0].pk])).content.decode()

    assert "On the agenda of a board" in page("boris")
    stage.signed()
    assert "Decision of the board" in page("boris")
    assert "#executions" in page("ana")


def test_the_worklist_names_the_next_board(stage: Stage) -> None:
    assert "Thursday sarcoma board" in signed_in(stage.cast.boris).get(reverse("cases:worklist")).content.decode()


def test_language_of_the_letter_is_one_of_ours(stage: Stage) -> None:
    decision = stage.signed()
    ana = signed_in(stage.cast.ana)
    url = reverse("boards:make_letter", args=[decision.pk])
    assert ana.post(url, {"language": "pt"}).status_code == 302
    assert ana.post(url, {"language": "xx"}).status_code == 404
    with stage.acting("ana"):
        assert set(Letter.objects.values_list("language", flat=True)) == {"es", "pt"}
