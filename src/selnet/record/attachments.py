"""Files of a patient: taken only when they are what they say, kept once by content, never under the name they came with."""

from uuid import UUID

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from selnet.access.api import Actor, Permission, Refused, UserError
from selnet.audit.api import record

from .files.proving import proved
from .files.sniffing import CSV, DICOM, JPEG, PDF, PNG, TEXT, TIFF
from .files.store import keep, open_content
from .models import Attachment, Entry, Patient
from .selectors import can_write, get_patient, opened_by_grant, patients_cared_for_by
from .turns import take_turns

LONGEST_TITLE = 120
OPENED = "record.attachment.opened"
_ENDING = {PDF: "pdf", JPEG: "jpg", PNG: "png", TIFF: "tif", DICOM: "dcm", TEXT: "txt", CSV: "csv"}


@transaction.atomic
def add(
    *, actor: Actor, patient: Patient, upload: "UploadedFile[bytes]", kind: str, title: str = "", entry: Entry | None = None
) -> Attachment:
    """Keeps an uploaded file. Raises UserError with one clear sentence when it is not taken."""
    _check_can_add(actor, patient, kind)
    if len(title) > LONGEST_TITLE:
        raise UserError(_("The title has more than %(count)d characters.") % {"count": LONGEST_TITLE}, field="title")
    try:
        found, content = proved(upload, slide=kind == Attachment.Kind.SLIDE)
        sha256, size = keep(content)
    except UserError as error:
        raise UserError(error.message, field="file") from error
    return _attach(actor, patient, kind=kind, title=title, entry=entry, sha256=sha256, size=size, media_type=found)


@transaction.atomic
def keep_made(*, actor: Actor, patient: Patient, content: bytes, kind: str, title: str, media_type: str = PDF) -> Attachment:
    """Keeps a file that the platform itself made, such as a letter. The caller has checked that it may be made."""
    get_patient(actor, patient.pk)
    sha256, size = keep([content])
    return _attach(actor, patient, kind=kind, title=title, entry=None, sha256=sha256, size=size, media_type=media_type)


@transaction.atomic
def remove(*, actor: Actor, attachment: Attachment) -> None:
    """Takes the file off the page. Its content and its line on the trail stay."""
    _check_can_remove(actor, attachment)
    if attachment.removed_at is None:
        attachment.removed_at = timezone.now()
        attachment.save(update_fields=["removed_at"])
        _note(actor, "record.attachment.removed", attachment)


def get_attachment(actor: Actor, attachment_id: UUID) -> Attachment:
    """Raises Refused when there is none, when it was taken off, or when the actor may not see it."""
    found = Attachment.objects.select_related("patient").filter(pk=attachment_id, removed_at=None).first()
    if found is None:
        raise Refused("attachment")
    if not patients_cared_for_by(actor).filter(pk=found.patient_id).exists():
        raise Refused("attachment")
    if found.kind == Attachment.Kind.CONSENT_SCAN:  # bears the name, so it is read where the name may be read
        actor.require(Permission.IDENTITY_OPEN, found.patient.institution_id)
    return found


def attachments_of(actor: Actor, patient: Patient) -> list[Attachment]:
    """The files that stand and that the actor may open, newest first."""
    cared_for = patients_cared_for_by(actor).filter(pk=patient.pk)
    found = Attachment.objects.filter(patient__in=cared_for, removed_at=None).select_related("added_by", "entry")
    if not actor.can(Permission.IDENTITY_OPEN, patient.institution_id):
        found = found.exclude(kind=Attachment.Kind.CONSENT_SCAN)
    return list(found.order_by("-added_at"))


def open_file(actor: Actor, attachment: Attachment) -> "File[bytes]":
    """The content, for somebody who may see the patient; noted on the trail."""
    get_attachment(actor, attachment.pk)
    _note(actor, OPENED, attachment)
    return open_content(attachment.sha256)


def filename(attachment: Attachment) -> str:
    """The name under which it is handed out: what it is and of which day, never whose."""
    day = timezone.localtime(attachment.added_at).date().isoformat()
    return f"{attachment.kind.replace('_', '-')}-{day}.{_ENDING.get(attachment.media_type, 'bin')}"


def _check_can_add(actor: Actor, patient: Patient, kind: str) -> None:
    if kind not in Attachment.Kind.values:
        raise UserError(_("Choose what kind of document this is."), field="kind")
    if kind == Attachment.Kind.CONSENT_SCAN:
        actor.require(Permission.CONSENT_RECORD, patient.institution_id)
    elif not can_add(actor, patient):
        raise Refused("attachment")


def can_add(actor: Actor, patient: Patient) -> bool:
    """Those who keep the record and those who were asked for help."""
    return can_write(actor, patient) or opened_by_grant(actor, patient.pk)


def _check_can_remove(actor: Actor, attachment: Attachment) -> None:
    """Those who keep the record, and whoever added the file while the patient is open to them."""
    if attachment.kind == Attachment.Kind.LETTER:  # says what was signed; it is not taken back
        raise Refused("attachment")
    _check_can_add(actor, attachment.patient, attachment.kind)
    own = attachment.added_by_id is not None and attachment.added_by_id == actor.person_id
    if not (own or can_write(actor, attachment.patient)):
        raise Refused("attachment")


def _attach(
    actor: Actor,
    patient: Patient,
    *,
    kind: str,
    title: str,
    entry: Entry | None,
    sha256: str,
    size: int,
    media_type: str,
) -> Attachment:
    """The same file added twice to one place stands there once."""
    take_turns("file", patient.pk, sha256)
    same = Attachment.objects.filter(patient=patient, sha256=sha256, kind=kind, entry=entry, removed_at=None).first()
    if same is not None:
        return same
    attachment = Attachment(
        patient=patient, entry=entry, kind=kind, title=title.strip(), sha256=sha256, size=size, media_type=media_type,
        added_by_id=actor.person_id,
    )  # fmt: skip
    attachment.save(force_insert=True)
    _note(actor, "record.attachment.added", attachment)
    return attachment


def _note(actor: Actor, action: str, attachment: Attachment) -> None:
    record(
        actor, action, kind="attachment", id=attachment.pk, patient_id=attachment.patient_id,
        institution_id=attachment.patient.institution_id, file_kind=attachment.kind, media_type=attachment.media_type,
    )  # fmt: skip
