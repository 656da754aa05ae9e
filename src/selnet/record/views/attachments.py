"""Files of a patient: added, handed out, previewed, taken off."""

import io
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from PIL import Image, ImageOps

from selnet.access.api import ActorRequest, Refused, UserError, show_at_field
from selnet.record import attachments
from selnet.record.files.limits import check_pixels
from selnet.record.files.pictures import BROKEN
from selnet.record.files.store import open_content
from selnet.record.forms.patients import AttachmentForm
from selnet.record.models import Attachment
from selnet.record.selectors import get_patient

from .frame import next_url, patient_frame
from .patient import PREVIEWED

PREVIEW = 320  # pixels


def add(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    patient = get_patient(request.actor, patient_id)
    if not attachments.can_add(request.actor, patient):
        raise Refused("attachment")
    form = AttachmentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            attachments.add(actor=request.actor, patient=patient, upload=given["file"], kind=given["kind"], title=given["title"])
        except UserError as error:
            show_at_field(form, error)
        else:
            messages.success(request, _("The file is added."))
            return redirect(next_url(request, reverse("record:patient", args=[patient.pk]) + "#files"))
    context = patient_frame(patient) | {"form": form}
    return render(request, "record/add_attachment.html", context, status=422 if form.is_bound else 200)


def download(request: ActorRequest, attachment_id: UUID) -> HttpResponseBase:
    """Always as a download: whatever is inside never runs as a page of ours."""
    attachment = attachments.get_attachment(request.actor, attachment_id)
    content = attachments.open_file(request.actor, attachment)
    response = FileResponse(
        content, as_attachment=True, filename=attachments.filename(attachment), content_type=attachment.media_type
    )
    return _locked_down(response)


def preview(request: ActorRequest, attachment_id: UUID) -> HttpResponseBase:
    """A small JPEG of a picture, drawn anew, for the list of files."""
    attachment = attachments.get_attachment(request.actor, attachment_id)
    if attachment.media_type not in PREVIEWED or attachment.kind == Attachment.Kind.SLIDE:
        raise Refused("preview")
    out = io.BytesIO()
    try:
        with open_content(attachment.sha256) as file, Image.open(file) as picture:
            check_pixels(*picture.size)
            picture.draft("RGB", (PREVIEW, PREVIEW))
            small = ImageOps.exif_transpose(picture).convert("RGB")
            small.thumbnail((PREVIEW, PREVIEW))
            small.save(out, "JPEG", quality=70)
    except BROKEN as error:
        raise Refused("preview") from error
    return _locked_down(HttpResponse(out.getvalue(), content_type="image/jpeg"))


@require_POST
def remove(request: ActorRequest, attachment_id: UUID) -> HttpResponse:
    attachment = attachments.get_attachment(request.actor, attachment_id)
    attachments.remove(actor=request.actor, attachment=attachment)
    messages.success(request, _("The file is taken off the page. It stays in the history."))
    return redirect(reverse("record:patient", args=[attachment.patient_id]) + "#files")


def _locked_down(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
