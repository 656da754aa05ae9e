"""A draft, the gate, sending: what starts then, and what does not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from cast import Cast
from roles import as_role
from selnet.access.api import Refused, UserError, acting
from selnet.audit.models import AuditEvent
from selnet.network.models import Notice
from selnet.opinions.cases.completeness import State, completeness
from selnet.opinions.cases.models import Case, CaseStatus, CaseStep
from selnet.opinions.cases.services import opening
from selnet.record.api import EntryErrors
from selnet.record.models import AccessGrant, Entry

from .scenes import QUESTION, Scene


def test_sending_starts_clocks_shares_and_writes_the_record(scene: Scene, cast: Cast) -> None:
    case = scene.sent()
    assert case.status == CaseStatus.SENT
    assert case.sent_at is not None
    assert case.first_answer_due == case.sent_at + timedelta(hours=72)
    assert case.closure_due == case.sent_at + timedelta(hours=168)
    with as_role("selnet_worker"):
        entry = Entry.objects.get(form="opinion_request")
        grant = AccessGrant.objects.get()
        notice = Notice.objects.get(kind="cases.sent")
        actions = set(AuditEvent.objects.filter(object_kind="case").values_list("action", flat=True))
    assert (entry.pk, entry.answers["request_question"]) == (case.entry_id, QUESTION)
    assert (grant.institution_id, grant.why, grant.source) == (cast.centre.pk, "case", f"case:{case.pk}")
    assert notice.person_id == cast.boris.pk
    assert actions == {"cases.case.opened", "cases.case.sent"}


def test_a_draft_is_seen_where_it_is_written_only(scene: Scene, cast: Cast) -> None:
    case = scene.draft()
    assert scene.seen("ana", case.pk)
    for name in ("boris", "paula", "chiara", "dora", "ada"):
        with acting(cast.actor(name)):
            assert not Case.objects.filter(pk=case.pk).exists(), name


def test_sending_incomplete_needs_a_reason_and_changes_nothing_without(scene: Scene, cast: Cast) -> None:
    case = scene.draft()
    with pytest.raises(UserError) as raised:
        scene.step("ana", opening.send, case)
    assert raised.value.field == "incomplete_reason"
    with as_role("selnet_worker"):
        assert Case.objects.get().status == CaseStatus.DRAFT
        assert not AccessGrant.objects.exists()
        assert not Entry.objects.exists()


def test_the_gate_tells_missing_from_unknown_from_not_applicable(scene: Scene, cast: Cast) -> None:
    patient = scene.patient()
    case = scene.draft(patient)

    def states() -> dict[str, State]:
        with acting(cast.actor("ana")):
            return {item.id: item.state for item in completeness(scene.seen("ana", case.pk)).items}

    before = states()
    assert before["question"] is State.COMPLETE
    assert before["site"] is State.MISSING
    assert before["mri_primary"] is State.CANNOT_TELL  # without a site nobody knows whether it applies
    assert before["operation"] is State.NOT_APPLICABLE
    scene.entry(patient, "presentation", presentation_date="2026-05-18", site="C49.2")
    assert states()["mri_primary"] is State.MISSING
    scene.entry(patient, "imaging", imaging_date="2026-05-20", modality="mri")
    assert states()["mri_primary"] is State.CANNOT_TELL  # an MRI of an unknown region is not "no"
    scene.entry(patient, "imaging", imaging_date="2026-05-21", modality="mri", region="primary")
    after = states()
    assert after["mri_primary"] is State.COMPLETE
    assert after["xray_bone"] is State.NOT_APPLICABLE


def test_the_gate_reads_this_request_and_not_an_older_one(scene: Scene, cast: Cast) -> None:
    first = scene.sent(reason="unplanned_excision")
    with as_role("selnet_worker"):
        patient = Case.objects.select_related("patient").get(pk=first.pk).patient
    second = scene.draft(patient, reason="follow_up")
    with acting(cast.actor("ana")):
        states = {item.id: item.state for item in completeness(scene.seen("ana", second.pk)).items}
    assert states["operation"] is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("change", "field"),
    [({"question": "  "}, "question"), ({"to_institution_id": None}, "to_institution")],
)
def test_sending_without_a_question_or_a_centre_names_the_field(scene: Scene, change: dict[str, object], field: str) -> None:
    with pytest.raises(UserError) as raised:
        scene.step("ana", opening.send, scene.draft(**change), incomplete_reason="x")
    assert raised.value.field == field


@pytest.mark.parametrize(
    ("change", "field"),
    [({"reason": "nonsense"}, "reason"), ({"urgency": ""}, "urgency"), ({"to_institution_id": 999}, "to_institution")],
)
def test_a_draft_takes_only_what_the_pack_and_the_network_know(scene: Scene, change: dict[str, object], field: str) -> None:
    with pytest.raises(UserError) as raised:
        scene.draft(**change)
    assert raised.value.field == field


def test_a_hospital_is_not_a_destination(scene: Scene, cast: Cast) -> None:
    with pytest.raises(UserError):
        scene.draft(to_institution_id=cast.elsewhere.pk)


def test_the_same_page_sent_twice_opens_one_case(scene: Scene, cast: Cast) -> None:
    patient, key = scene.patient(), uuid4()
    request = opening.Request("follow_up", "routine", QUESTION)
    first = scene.as_("ana", opening.open_case, patient_id=patient.pk, request=request, case_id=key)
    second = scene.as_("ana", opening.open_case, patient_id=patient.pk, request=request, case_id=key)
    assert first.pk == second.pk == key
    with as_role("selnet_worker"):
        assert Case.objects.count() == 1
        assert CaseStep.objects.count() == 1


def test_sending_twice_from_one_page_sends_once(scene: Scene) -> None:
    draft = scene.draft()
    scene.step("ana", opening.send, draft, incomplete_reason="No MRI.")
    with pytest.raises(UserError, match="changed by somebody else"):
        scene.step("ana", opening.send, draft, incomplete_reason="No MRI.")
    with as_role("selnet_worker"):
        assert Entry.objects.filter(form="opinion_request").count() == 1
        assert AccessGrant.objects.count() == 1


def test_a_stranger_opens_no_case_on_a_patient_they_do_not_see(scene: Scene) -> None:
    patient = scene.patient()
    for name in ("chiara", "boris", "dora", "stella", "ada"):
        with pytest.raises(Refused):
            scene.as_(name, opening.open_case, patient_id=patient.pk, request=opening.Request("follow_up", "routine"))


def test_nothing_is_sent_when_its_trail_cannot_be_written(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = scene.draft()

    def broken(*_args: object, **_given: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    monkeypatch.setattr("selnet.opinions.cases.services.moving.record", broken)
    with pytest.raises(Exception, match="division by zero"):
        scene.step("ana", opening.send, draft, incomplete_reason="No MRI.")
    with as_role("selnet_worker"):
        assert Case.objects.get().status == CaseStatus.DRAFT
        assert not Entry.objects.exists()
        assert not AccessGrant.objects.exists()
        assert not Notice.objects.exists()


def test_pasted_nonsense_is_kept_as_text_or_refused_in_words(scene: Scene) -> None:
    weird = "'; DROP TABLE cases_case; --\x00 <script>alert(1)</script> \u202e 𝕊"
    case = scene.draft(question=weird)
    assert case.question == weird.replace("\x00", "")
    with pytest.raises(UserError, match="limit is 4000"):
        scene.draft(question="x" * 5000)


def test_further_answers_travel_into_the_record_and_are_checked(scene: Scene, cast: Cast) -> None:
    details = {"request_local_plan": "Marginal excision.", "request_can_travel": "with_help", "request_question": "not from here"}
    case = scene.draft(details=details)
    assert case.details == {"request_local_plan": "Marginal excision.", "request_can_travel": "with_help"}
    scene.step("ana", opening.send, case, incomplete_reason="No MRI.")
    with as_role("selnet_worker"):
        answers = Entry.objects.get(form="opinion_request").answers
    assert answers["request_local_plan"] == "Marginal excision."
    assert answers["request_question"] == QUESTION
    assert answers["request_incomplete_reason"] == "No MRI."
    with pytest.raises(EntryErrors) as raised:
        scene.draft(details={"request_can_travel": "by rocket"})
    assert [problem.field for problem in raised.value.problems] == ["request_can_travel"]
