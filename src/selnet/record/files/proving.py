"""The one way in: a file is told, measured, opened to prove it, and cleaned."""

import io
from collections.abc import Iterable
from typing import IO

from django.core.files.uploadedfile import UploadedFile

from .limits import DOCUMENT, SLIDE, check_size
from .pdf import prove_pdf
from .pictures import clean_jpeg, clean_png, prove_picture
from .slides import prove_dicom_head, prove_tiff_head, refuse_named_dicom
from .sniffing import DICOM, JPEG, PDF, PNG, TIFF, media_type
from .store import chunks_of


def proved(upload: "UploadedFile[bytes]", *, slide: bool = False) -> tuple[str, Iterable[bytes]]:
    """The media type and the content to keep. UserError says in one sentence why a file is not taken."""
    file: IO[bytes] = upload.file if upload.file is not None else io.BytesIO()
    size = upload.size or 0
    check_size(size, SLIDE if slide else DOCUMENT)
    found = media_type(file, upload.name or "", size)
    if found in (TIFF, DICOM):
        _prove_large(file, found, size, slide)
        return found, chunks_of(file)
    check_size(size, DOCUMENT)
    if found == PDF:
        prove_pdf(file, size)
    elif found in (JPEG, PNG):
        prove_picture(file, found)
        return found, _cleaned(file, found)
    return found, chunks_of(file)


def _prove_large(file: IO[bytes], found: str, size: int, slide: bool) -> None:
    if found == DICOM:
        prove_dicom_head(file)
        refuse_named_dicom(file, size)
        return
    prove_tiff_head(file, size)
    if not slide:
        prove_picture(file, TIFF)


def _cleaned(file: IO[bytes], found: str) -> list[bytes]:
    """Read to the end at once, so that what is hidden behind the picture is refused before anything is kept."""
    file.seek(0)
    content = file.read()
    return list(clean_png(content) if found == PNG else clean_jpeg(content))
