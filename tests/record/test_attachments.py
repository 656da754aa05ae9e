"""Files of a patient: kept once, handed out only to those who see the patient, and never as a page."""

from pathlib import Path

import pytest
from browsing import page, text_of
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

import hostile
from cast import Cast, signed_in_english
from selnet.access.api import Refused, UserError, acting
from selnet.audit.models import AuditEvent
from selnet.record.api import AccessGrant, Attachment, Patient, attachments, grants
from selnet.record.files.store import path_of

REPORT = hostile.pdf()


def _add(cast: Cast, patient: Patient, who: str = "ana", content: bytes = REPORT, name: str = "Rosa Quispe.pdf",
         kind: str = "pathology_report", title: str = "") -> Attachment:  # fmt: skip
    actor = cast.actor(who)
    with acting(actor):
        upload = SimpleUploadedFile(name, content)
        return attachments.add(actor=actor, patient=patient, upload=upload, kind=kind, title=title)


def _share(cast: Cast, patient: Patient) -> None:
    ana = cast.actor("ana")
    with acting(ana):
        grants.share(actor=ana, patient_id=patient.pk, why=AccessGrant.Why.CASE, source="case:x", institution_id=cast.centre.pk)


def test_the_same_content_is_stored_once(cast: Cast, patient: Patient, tmp_path: Path) -> None:
    first = _add(cast, patient)
    again = _add(cast, patient, kind="other")
    assert first.sha256 == again.sha256
    assert first.pk != again.pk
    assert _add(cast, patient).pk == first.pk
    stored = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in stored] == [REPORT]
    assert stored[0].parent.name + stored[0].name == first.sha256


def test_a_file_half_written_when_the_process_died_is_written_again(cast: Cast, patient: Patient) -> None:
    first = _add(cast, patient)
    with open(default_storage.path(path_of(first.sha256)), "wb") as file:
        file.write(REPORT[:50])
    _add(cast, patient, kind="other")
    with default_storage.open(path_of(first.sha256)) as file:
        assert file.read() == REPORT


def test_the_name_of_the_file_is_kept_nowhere(cast: Cast, patient: Patient) -> None:
    added = _add(cast, patient)
    assert "Quispe" not in str(vars(added))
    with acting(cast.actor("ana")):
        assert attachments.filename(added).startswith("pathology-report-")
        assert attachments.filename(added).endswith(".pdf")
        assert "Quispe" not in str(list(AuditEvent.objects.values()))


def test_a_download_never_runs_as_a_page_of_ours(cast: Cast, patient: Patient) -> None:
    added = _add(cast, patient)
    response = signed_in_english(cast.ana).get(page("attachment", added.pk))
    assert b"".join(response.streaming_content) == REPORT
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('attachment; filename="pathology-report-')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "no-store"
    with acting(cast.actor("ana")):
        assert AuditEvent.objects.filter(action="record.attachment.opened", object_id=str(added.pk)).count() == 1


@pytest.mark.parametrize(("who", "status"), [("ana", 200), ("dora", 200), ("boris", 404), ("chiara", 404), ("otto", 404)])
def test_a_file_opens_for_those_who_see_the_patient(cast: Cast, patient: Patient, who: str, status: int) -> None:
    added = _add(cast, patient, content=hostile.picture("PNG"), name="a.png", kind="image")
    client = signed_in_english(cast.people[who])
    assert client.get(page("attachment", added.pk)).status_code == status
    assert client.get(page("preview", added.pk)).status_code == status


def test_a_case_opens_files_but_never_the_signed_consent(cast: Cast, patient: Patient) -> None:
    report = _add(cast, patient)
    scan = _add(cast, patient, kind="consent_scan", content=hostile.pdf())
    _share(cast, patient)
    client = signed_in_english(cast.boris)
    assert client.get(page("attachment", report.pk)).status_code == 200
    assert client.get(page("attachment", scan.pk)).status_code == 404
    assert signed_in_english(cast.dora).get(page("attachment", scan.pk)).status_code == 404
    assert signed_in_english(cast.ana).get(page("attachment", scan.pk)).status_code == 200


def test_only_those_who_keep_the_record_or_were_asked_add_files(cast: Cast, patient: Patient) -> None:
    with pytest.raises(Refused):
        _add(cast, patient, "boris")
    _share(cast, patient)
    assert _add(cast, patient, "boris").added_by_id == cast.boris.pk
    with pytest.raises(Refused):
        _add(cast, patient, "boris", kind="consent_scan")


def test_a_kind_or_title_that_is_none_is_refused(cast: Cast, patient: Patient) -> None:
    with pytest.raises(UserError, match="what kind"):
        _add(cast, patient, kind="nonsense")
    with pytest.raises(UserError, match="more than 120"):
        _add(cast, patient, title="x" * 121)


def test_a_preview_is_a_small_picture_drawn_anew(cast: Cast, patient: Patient) -> None:
    added = _add(cast, patient, content=hostile.picture("JPEG", size=(2000, 1500)), name="a.jpg", kind="image")
    response = signed_in_english(cast.ana).get(page("preview", added.pk))
    assert response["Content-Type"] == "image/jpeg"
    assert len(response.content) < 12_000
    assert signed_in_english(cast.ana).get(page("preview", _add(cast, patient).pk)).status_code == 404


def test_the_page_says_in_one_sentence_why_a_file_is_not_taken(cast: Cast, patient: Patient) -> None:
    client = signed_in_english(cast.ana)
    for name, content, sentence in [
        ("report.pdf", b"MZ" + b"\0" * 90, "This file is a program"),
        ("report.pdf", b"", "The file is empty"),
        ("a.svg", hostile.svg("<script>alert(1)</script>"), "SVG pictures can carry scripts"),
        ("a.zip", hostile.zip_bomb(), "Archives and office documents"),
        ("a.jpg", hostile.picture("JPEG") + hostile.zipped(a=b"1"), "two files in one"),
    ]:
        upload = SimpleUploadedFile(name, content)
        answer = client.post(page("add_attachment", patient.pk), {"file": upload, "kind": "other"})
        assert answer.status_code == 422
        assert sentence in text_of(answer)
    with acting(cast.actor("ana")):
        assert not Attachment.objects.exists()


def test_a_good_file_stands_on_the_page_and_can_be_taken_off(cast: Cast, patient: Patient) -> None:
    client = signed_in_english(cast.ana)
    upload = SimpleUploadedFile("a.png", hostile.picture("PNG"))
    answer = client.post(page("add_attachment", patient.pk), {"file": upload, "kind": "image", "title": "Chest of May"})
    assert answer.status_code == 302
    assert "Chest of May" in text_of(client.get(page("patient", patient.pk)))
    with acting(cast.actor("ana")):
        added = Attachment.objects.get()
    client.post(page("remove_attachment", added.pk))
    assert "Chest of May" not in text_of(client.get(page("patient", patient.pk)))
    assert client.get(page("attachment", added.pk)).status_code == 404
