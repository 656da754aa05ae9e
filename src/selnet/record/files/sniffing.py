"""What a file is, told from its content alone. The name only has to agree; it is not kept."""

import re
import zipfile
from pathlib import PurePath
from typing import IO, Final

import puremagic
from django.utils.translation import gettext as _

from selnet.access.api import UserError

from .limits import DOCUMENT, check_size

PDF: Final = "application/pdf"
JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
TIFF: Final = "image/tiff"
DICOM: Final = "application/dicom"
TEXT: Final = "text/plain"
CSV: Final = "text/csv"

# What a name may end with. A DICOM file often has no ending; some slide scanners name their TIFF in their own way.
ENDINGS: Final[dict[str, frozenset[str]]] = {
    PDF: frozenset({".pdf"}),
    JPEG: frozenset({".jpg", ".jpeg", ".jpe", ".jfif"}),
    PNG: frozenset({".png"}),
    TIFF: frozenset({".tif", ".tiff", ".btf", ".svs", ".ndpi", ".scn"}),
    DICOM: frozenset({".dcm", ".dicom", ".ima", ""}),
    TEXT: frozenset({".txt", ".text", ".log"}),
    CSV: frozenset({".csv", ".tsv"}),
}
WORDS: Final[dict[str, str]] = {
    PDF: "PDF", JPEG: "JPEG", PNG: "PNG", TIFF: "TIFF", DICOM: "DICOM", TEXT: "TXT", CSV: "CSV",
}  # fmt: skip
HEAD: Final = 4096

_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"II+\0", TIFF),  # BigTIFF: slides over 4 GB
    (b"MM\0+", TIFF),
)
_PROGRAMS: Final = (
    b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!", b"dex\n",
)  # fmt: skip
_ARCHIVES: Final = (
    b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ",
    b"(\xb5/\xfd", b"\xd0\xcf\x11\xe0", b"{\\rtf",
)  # fmt: skip
_MARKUP: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe|object|embed|svg|\?php)\b|javascript:", re.I)
_SVG: Final = re.compile(rb"<(?:\w+:)?svg[\s>]", re.I)
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


def media_type(file: IO[bytes], name: str, size: int) -> str:
    """The type of the file, or a UserError that says in one sentence why it is not taken."""
    if size == 0:
        raise UserError(_("The file is empty (0 bytes). Export or scan it again, then add it."))
    file.seek(0)
    head = file.read(HEAD)
    found = _binary_type(head) or _text_type(file, head, name, size)
    _ending_agrees(name, found)
    _no_archive_inside(file)
    return found


def has_markup(content: bytes) -> bool:
    """Whether a browser could take these bytes for a page with a script in it."""
    return bool(_MARKUP.search(content))


def _binary_type(head: bytes) -> str:
    if head[128:132] == b"DICM":
        return DICOM
    for signature, found in _SIGNATURES:
        if head.startswith(signature):
            return found
    if head.startswith(_PROGRAMS):
        raise UserError(_("This file is a program, whatever its name says. Programs are never taken."))
    if head.startswith(_ARCHIVES):
        raise UserError(_("Archives and office documents are not taken. Save the document as PDF, or add the files one by one."))
    return ""


def _text_type(file: IO[bytes], head: bytes, name: str, size: int) -> str:
    _refuse_markup(head)
    if _CONTROLS.search(head):
        raise UserError(_not_taken(head))
    check_size(size, DOCUMENT)
    file.seek(0)
    content = file.read()
    _refuse_markup(content)
    if _CONTROLS.search(content) or not _reads_as_text(content):
        raise UserError(_not_taken(head))
    return CSV if PurePath(name).suffix.lower() in ENDINGS[CSV] else TEXT


def _refuse_markup(content: bytes) -> None:
    if _SVG.search(content):
        raise UserError(_("SVG pictures can carry scripts and are not taken. Save the picture as PNG."))
    if has_markup(content):
        raise UserError(_("Web pages and scripts are not taken. Print the page to PDF and add that."))


def _reads_as_text(content: bytes) -> bool:
    """UTF-8, or a Latin code page in which letters outnumber signs."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        high = sum(byte > 0x7F for byte in content[:HEAD])
        return high * 4 < len(content[:HEAD])
    return True


def _not_taken(head: bytes) -> str:
    try:
        guess = puremagic.magic_string(head)[0].extension.lstrip(".").upper()
    except (puremagic.PureError, IndexError, ValueError):
        guess = ""
    if guess:
        text = _("The content looks like %(kind)s, which is not taken. Add a PDF, JPEG, PNG, TIFF, DICOM, text or CSV file.")
        return text % {"kind": guess}
    return _("The content of this file is not known. Add a PDF, JPEG, PNG, TIFF, DICOM, text or CSV file.")


def _ending_agrees(name: str, found: str) -> None:
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS[found]:
        raise UserError(
            _("The name ends with “%(ending)s” but the content is %(kind)s. Save the file again as what it is.")
            % {"ending": ending, "kind": WORDS[found]}
        )


def _no_archive_inside(file: IO[bytes]) -> None:
    file.seek(0)
    if zipfile.is_zipfile(file):
        raise UserError(two_in_one())


def two_in_one() -> str:
    return _("This file is two files in one: something else is hidden in it. Export it again from where it came from.")


def cut_off(kind: str) -> str:
    text = _("The %(kind)s file is damaged or cut off: it could not be opened. Export or copy it again.")
    return text % {"kind": WORDS[kind]}
