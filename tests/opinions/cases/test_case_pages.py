"""The pages over HTTP, as people use them: the whole way of a case, stale tabs, double submissions, nonsense, strangers."""

from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import Cast
from roles import as_role
from selnet.opinions.cases.models import Assignment, Case, CaseStatus, CaseStep, Message
from selnet.opinions.cases.services import asking, opening, thread, triage
from selnet.record.models import Entry

from .scenes import OPINION, QUESTION, Scene


def queries(client: Client, url: str) -> int:
    client.get(url)  # sessions and packs warm
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def newest(case_id: object) -> Case:
    with as_role("selnet_worker"):
        return Case.objects.select_related("patient").get(pk=case_id)


def post(client: Client, name: str, *args: object, **data: object) -> HttpResponse:
    response = client.post(reverse(f"cases:{name}", args=args), data)
    assert isinstance(response, HttpResponse)
    return response


def test_the_whole_way_of_a_case(scene: Scene, cast: Cast) -> None:
    ana, boris, paula = scene.browser("ana"), scene.browser("boris"), scene.browser("paula")
    patient, key = scene.patient(), uuid4()
    page = ana.get(reverse("cases:new", args=[patient.pk]))
    assert page.status_code == 200
    asked = {"key": key, "version": 0, "reason": "second_opinion_treatment", "urgency": "urgent", "question": QUESTION,
             "to_institution": cast.centre.pk}  # fmt: skip
    assert post(ana, "new", patient.pk, **asked).status_code == 302
    draft = ana.get(reverse("cases:case", args=[key])).content.decode()
    assert QUESTION in draft
    assert post(ana, "send", key, version=1, incomplete_reason="").status_code == 422
    assert post(ana, "send", key, version=1, incomplete_reason="No MRI in this region.").status_code == 302
    assert "1" in boris.get("/").content.decode()
    assert post(boris, "accept", key, version=newest(key).version).url == reverse("cases:assign", args=[key])  # type: ignore[attr-defined]
    assert boris.get(reverse("cases:assign", args=[key])).status_code == 200
    assert post(boris, "assign", key, version=newest(key).version, people=[cast.paula.pk]).status_code == 302
    with as_role("selnet_worker"):
        assignment = Assignment.objects.get()
    assert paula.get(reverse("cases:answer", args=[assignment.pk])).status_code == 200
    wrong = post(paula, "answer", assignment.pk, **(OPINION | {"opinion_certainty": ""}))
    assert wrong.status_code == 422
    assert "Review the slides" in wrong.content.decode()  # what was typed is kept
    assert post(paula, "answer", assignment.pk, **OPINION).status_code == 302
    assert "Review the slides" in boris.get(reverse("cases:case", args=[key])).content.decode()
    assert post(boris, "conclude", key, version=newest(key).version, text="Re-excise first.").status_code == 302
    assert "Re-excise first." in ana.get(reverse("cases:case", args=[key])).content.decode()
    assert post(ana, "close", key, version=newest(key).version, text="").status_code == 302
    assert newest(key).status == CaseStatus.CLOSED
    assert boris.get(reverse("cases:case", args=[key])).status_code == 404
    assert ana.get(reverse("cases:case", args=[key])).status_code == 200


PAGES = (
    "case",
    "edit",
    "send",
    "message",
    "accept",
    "ask_more",
    "supply",
    "redirect",
    "decline",
    "conclude",
    "close",
    "withdraw",
    "assign",
)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["chiara", "ada", "stella", "otto"])
def test_a_stranger_finds_nothing(scene: Scene, cast: Cast, name: str, who: str) -> None:
    case = scene.asked("paula")
    client = scene.browser(who)
    for case_id in (case.pk, uuid4()):
        url = reverse(f"cases:{name}", args=[case_id])
        assert client.post(url, {"version": 1}).status_code in (404, 405)
        assert client.get(url).status_code in (404, 405)


def test_nobody_is_let_in_unsigned(scene: Scene) -> None:
    case = scene.sent()
    for name in PAGES:
        assert Client().get(reverse(f"cases:{name}", args=[case.pk])).status_code == 302


def test_a_stale_tab_keeps_what_was_typed_and_changes_nothing(scene: Scene) -> None:
    case = scene.accepted()
    client = scene.browser("boris")
    stale = case.version
    scene.step("boris", triage.ask_more, case, text="MRI, please.")
    scene.step("ana", opening.supply, newest(case.pk), text="Here.")
    response = post(client, "conclude", case.pk, version=stale, text="My long answer.")
    assert response.status_code == 422
    text = response.content.decode()
    assert "changed by somebody else" in text
    assert "My long answer." in text
    assert f'value="{newest(case.pk).version}"' in text  # saving again is deliberate
    assert newest(case.pk).conclusion == ""


@pytest.mark.parametrize("times", [2])
def test_sending_any_page_twice_is_harmless(scene: Scene, cast: Cast, times: int) -> None:
    boris, ana, paula = scene.browser("boris"), scene.browser("ana"), scene.browser("paula")
    case = scene.sent()
    version, key = case.version, uuid4()
    for _time in range(times):
        post(boris, "accept", case.pk, version=version)
    version = newest(case.pk).version
    for _time in range(times):
        post(boris, "assign", case.pk, version=version, people=[cast.paula.pk])
    for _time in range(times):
        post(ana, "message", case.pk, key=key, text="Hello")
    with as_role("selnet_worker"):
        assignment = Assignment.objects.get()
    for _time in range(times):
        post(paula, "answer", assignment.pk, **OPINION)
    with as_role("selnet_worker"):
        assert Message.objects.count() == 1
        assert Entry.objects.filter(form="expert_opinion").count() == 1
        assert CaseStep.objects.filter(case=case, after=CaseStatus.ACCEPTED).count() == 1


NONSENSE = "𝕊\x00\u202e<script>alert(1)</script>'; DROP TABLE cases_case;--" + "\ufffd" * 50


def test_pasted_nonsense_never_breaks_a_page(scene: Scene, cast: Cast) -> None:
    case = scene.asked("paula")
    patient, assignment = newest(case.pk).patient, scene.assignment(case, "paula")
    fields = ("key", "version", "reason", "urgency", "question", "to_institution", "text", "note", "institution", "people", "due",
              "group", "only_knowing", "incomplete_reason", *OPINION)  # fmt: skip
    for who in ("ana", "boris", "paula"):
        client = scene.browser(who)
        for value in (NONSENSE, "", "-1", "9" * 40):
            data = dict.fromkeys(fields, value)
            for name in PAGES:
                assert client.post(reverse(f"cases:{name}", args=[case.pk]), data).status_code < 500
            for name in ("answer", "decline_assignment", "remind"):
                if value != NONSENSE or name != "decline_assignment":
                    assert client.post(reverse(f"cases:{name}", args=[assignment.pk]), data).status_code < 500
            assert client.post(reverse("cases:new", args=[patient.pk]), data).status_code < 500
            assert client.post(reverse("cases:choose_patient"), {"pseudonym": value}).status_code < 500
            assert client.get(reverse("cases:cases"), {"part": value, "stands": value, "page": value}).status_code == 200
            assert client.get("/", {"show": value}).status_code == 200


def test_scripts_that_were_typed_are_shown_as_text(scene: Scene) -> None:
    case = scene.sent(question="<script>alert(1)</script>?")
    for who, url in (("boris", reverse("cases:case", args=[case.pk])), ("boris", reverse("cases:cases")), ("ana", "/")):
        assert "<script>alert" not in scene.browser(who).get(url).content.decode()


def test_an_expert_reads_the_others_after_answering(scene: Scene) -> None:
    case = scene.asked("paula", "ramon")
    scene.answers(case, "paula")
    url = reverse("cases:case", args=[case.pk])
    ramon = scene.browser("ramon")
    assert "Review the slides" not in ramon.get(url).content.decode()
    scene.answers(case, "ramon", opinion_recommendation="CT first.")
    assert "Review the slides" in ramon.get(url).content.decode()


def test_the_worklist_says_what_is_late_and_to_whom(scene: Scene) -> None:
    import time_machine

    with time_machine.travel("2026-11-20 09:00:00+00:00", tick=False):
        scene.sent(urgency="emergency")
        scene.sent(urgency="urgent")
        scene.draft()
    with time_machine.travel("2026-11-23 08:00:00+00:00", tick=False):
        boris = scene.browser("boris").get("/").content.decode()
        ana = scene.browser("ana").get("/").content.decode()
        ada = scene.browser("ada").get("/").content.decode()
    assert "1 clock has run out" in boris
    assert "1 ends today" in boris
    assert boris.count("<tr>") - boris.count("Median") >= 2
    assert "1 clock has run out" not in ana
    assert "Nothing waits for you" in ada


@pytest.mark.parametrize("who", ["boris", "ana", "paula"])
def test_the_worklist_asks_the_database_the_same_however_long(scene: Scene, who: str) -> None:
    def more(number: int) -> None:
        for _each in range(number):
            scene.asked("paula")
            scene.draft()

    client = scene.browser(who)
    more(5)
    few = queries(client, "/")
    more(20)
    assert queries(client, "/") == few
    assert few <= 31  # one of them keeps the session alive


def test_the_list_asks_the_same_however_long(scene: Scene) -> None:
    client, url = scene.browser("boris"), reverse("cases:cases")
    for _each in range(3):
        scene.sent()
    few = queries(client, url)
    for _each in range(15):
        scene.sent()
    assert queries(client, url) == few


@pytest.mark.parametrize("who", ["boris", "ana"])
def test_the_page_of_a_case_asks_the_same_however_much_was_said(scene: Scene, cast: Cast, who: str) -> None:
    case = scene.asked("paula", "ramon")
    scene.answers(case, "paula")
    scene.as_("ana", thread.write_message, case_id=case.pk, text="One.")
    scene.entry(newest(case.pk).patient, "imaging", imaging_date="2026-05-20", modality="mri")
    client, url = scene.browser(who), reverse("cases:case", args=[case.pk])
    few = queries(client, url)
    scene.step_any("boris", asking.assign, case, person_ids=[cast.people[n].pk for n in ("sergio", "marta", "rita", "chema")])
    for name in ("ramon", "sergio", "marta", "rita"):
        scene.answers(case, name)
    for number in range(30):
        scene.as_("ana", thread.write_message, case_id=case.pk, text=f"{number}")
        scene.entry(newest(case.pk).patient, "imaging", imaging_date="2026-05-20", modality="mri")
    assert queries(client, url) == few
    assert few <= 40


def test_centre_counts_reach_only_those_who_keep_the_network(scene: Scene) -> None:
    scene.sent()
    url = reverse("cases:centre_clocks")
    assert "Centro de Referencia" in scene.browser("ada").get(url).content.decode()
    assert "Centro de Referencia</th>" not in scene.browser("boris").get(url).content.decode()
    assert scene.browser("ana").get(url).status_code == 404


def test_measures_of_the_month_count_those_without_an_answer(scene: Scene, cast: Cast) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from selnet.access.api import acting
    from selnet.opinions.cases.selectors.times import last_month

    answered = scene.asked("paula")
    scene.answers(answered, "paula")
    scene.sent()
    scene.step("ana", opening.withdraw, scene.sent(), reason="Moved.")
    now = timezone.now()

    def first(name: str, hours: int = 0) -> tuple[int, int, int, int]:
        with acting(cast.actor(name)):
            steps, _sent = last_month(cast.actor(name), now + timedelta(hours=hours))
        step = steps[0]
        return step.in_time, step.late, step.waiting, step.ended

    assert first("boris") == first("ana") == (1, 0, 1, 1)
    assert first("boris", hours=100) == (1, 1, 0, 1)
    with acting(cast.actor("chiara")):
        assert last_month(cast.actor("chiara"), now)[1] == 0
