"""Files are taken for what they are, and only when they are nothing else besides."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

import hostile
from selnet.access.api import UserError
from selnet.record.files.proving import proved
from selnet.record.files.sniffing import CSV, DICOM, JPEG, PDF, PNG, TEXT, TIFF


def _prove(name: str, content: bytes, *, slide: bool = False) -> tuple[str, bytes]:
    found, chunks = proved(SimpleUploadedFile(name, content), slide=slide)
    return found, b"".join(chunks)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("report.pdf", hostile.pdf(), PDF),
        ("REPORT.PDF", hostile.pdf() + b"\r\n\r\n", PDF),
        ("thigh.jpg", hostile.picture("JPEG"), JPEG),
        ("thigh.jpeg", hostile.picture("JPEG", progressive=True, size=(90, 60)), JPEG),
        ("scan.png", hostile.picture("PNG"), PNG),
        ("slide.svs", hostile.picture("TIFF"), TIFF),
        ("fax.tiff", hostile.picture("TIFF"), TIFF),
        ("IM0001", hostile.dicom(), DICOM),
        ("image.dcm", hostile.dicom(name=b"ANON^7"), DICOM),
        ("note.txt", b"Masa en el muslo, 72 mm.\n", TEXT),
        ("old.txt", "Año 2019: resección".encode("latin-1"), TEXT),
        ("values.csv", b"date,ldh\n2026-11-01,210\n", CSV),
    ],
)
def test_what_is_what_it_says_is_taken(name: str, content: bytes, expected: str) -> None:
    assert _prove(name, content)[0] == expected


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("report.pdf", b"MZ\x90\0" + b"\0" * 200, "is a program"),
        ("report.pdf", b"\x7fELF" + b"\1" * 200, "is a program"),
        ("report.txt", b"#!/bin/sh\nrm -rf /\n", "is a program"),
        ("drawing.svg", hostile.svg("<script>alert(1)</script>"), "SVG"),
        ("drawing.png", hostile.svg(), "SVG"),
        ("page.html", b"<!DOCTYPE html><html><body>hi</body></html>", "Web pages"),
        ("note.txt", b"harmless\n" * 900 + b"<script>alert(1)</script>", "Web pages"),
        ("files.zip", hostile.zipped(a=b"one"), "Archives"),
        ("report.pdf", hostile.zip_bomb(), "Archives"),
        ("letter.docx", hostile.office(), "Archives"),
        ("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Archives"),
        ("report.pdf", b"", "empty"),
        ("report.pdf", hostile.pdf()[:-200], "damaged or cut off"),
        ("report.pdf", hostile.pdf()[:40], "damaged or cut off"),
        ("report.pdf", b"%PDF-1.7\n" + b"x" * 300 + b"\nstartxref\n9\n%%EOF\n", "damaged or cut off"),
        ("report.pdf", hostile.pdf_with_script(), "script"),
        ("report.pdf", hostile.pdf_with_disguised_script(), "script"),
        ("report.pdf", hostile.pdf_with_compressed_script(), "script"),
        ("report.pdf", hostile.pdf_that_launches(), "script or starts other programs"),
        ("report.pdf", hostile.pdf_with_file_inside(), "carries other files"),
        ("report.pdf", hostile.pdf_with_password(), "password"),
        ("report.pdf", hostile.pdf() + hostile.zipped(a=b"one"), "two files in one"),
        ("report.pdf", hostile.pdf() + b"<html></html>", "two files in one"),
        ("report.pdf", hostile.pdf().replace(b"\n", b"\n%<script>alert(1)</script>\n", 1), "two files in one"),
        ("thigh.jpg", hostile.jpeg_with_page(), "two files in one"),
        ("thigh.jpg", hostile.jpeg_script(), "two files in one"),
        ("thigh.jpg", hostile.picture("JPEG") + b"<script>alert(1)</script>", "two files in one"),
        ("thigh.jpg", hostile.picture("JPEG") + hostile.zipped(a=b"one"), "two files in one"),
        ("thigh.jpg", hostile.picture("JPEG", size=(300, 200))[:-40], "damaged or cut off"),
        ("scan.png", hostile.picture("PNG") + hostile.zipped(a=b"one"), "two files in one"),
        ("scan.png", hostile.picture("PNG") + b"tail", "two files in one"),
        ("scan.png", hostile.png_with_page(), "two files in one"),
        ("scan.png", hostile.picture("PNG", size=(200, 200))[:-30], "damaged or cut off"),
        ("scan.png", hostile.png_bomb(), "too large to open"),
        ("anim.gif", hostile.gif_script(), "not taken"),
        ("photo.heic", b"\0\0\0\x18ftypheic" + b"\0" * 60, "HEI"),
        ("report.jpg", hostile.pdf(), "the content is PDF"),
        ("report.exe", hostile.pdf(), "the content is PDF"),
        ("scan.pdf", hostile.picture("PNG"), "the content is PNG"),
        ("image.dcm", hostile.dicom(name=b"Quispe^Rosa"), "names the patient"),
        ("image.dcm", hostile.dicom(name=b"ANON", born=b"19740305"), "names the patient"),
        ("image.dcm", hostile.dicom(preamble=b"MZ\x90\0 this program"), "two files in one"),
        ("fax.tif", b"II*\0\xff\xff\xff\x7f" + b"\0" * 60, "damaged or cut off"),
        ("noise.bin", bytes(range(256)) * 4, "not known"),
    ],
)  # fmt: skip
def test_everything_else_is_refused_in_one_clear_sentence(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        _prove(name, content)
    assert sentence in refused.value.message
    assert len(refused.value.message) < 140
    assert name not in refused.value.message  # names of files name patients


def test_a_file_over_its_limit_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = SimpleUploadedFile("report.pdf", hostile.pdf())
    upload.size = 51 * 1024 * 1024
    with pytest.raises(UserError, match="the limit for this kind is 50 MB"):
        proved(upload)
    upload.size = 2049 * 1024 * 1024
    with pytest.raises(UserError, match="2048 MB"):
        proved(upload, slide=True)


def test_a_slide_may_have_more_pixels_than_could_be_opened() -> None:
    content = bytearray(hostile.picture("TIFF"))
    at = content.index(b"\x00\x01\x04\x00\x01\x00\x00\x00") + 8  # the width in the first directory
    content[at : at + 4] = (4_000_000).to_bytes(4, "little")
    assert _prove("slide.svs", bytes(content), slide=True)[0] == TIFF
    with pytest.raises(UserError):
        _prove("slide.tif", bytes(content))


def test_what_describes_a_photograph_is_left_out_and_the_picture_kept() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "Dr Quispe"
    exif.get_ifd(0x8825)[1] = "S"
    photo = hostile.picture("JPEG", size=(90, 60), exif=exif, comment=b"Rosa Quispe")
    kept = _prove("thigh.jpg", photo)[1]
    assert b"Quispe" in photo
    assert b"Quispe" not in kept
    before, after = Image.open(io.BytesIO(photo)), Image.open(io.BytesIO(kept))
    assert dict(after.getexif()) == {0x0112: 6}
    assert before.tobytes() == after.tobytes()


def test_what_describes_a_png_is_left_out_and_the_picture_kept() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "Rosa Quispe")
    scan = hostile.picture("PNG", size=(90, 60), pnginfo=info)
    kept = _prove("scan.png", scan)[1]
    assert b"Quispe" in scan
    assert b"Quispe" not in kept
    assert Image.open(io.BytesIO(scan)).tobytes() == Image.open(io.BytesIO(kept)).tobytes()


def test_the_second_view_that_a_camera_adds_is_cut_off() -> None:
    photo = hostile.picture("JPEG", size=(90, 60))
    view = photo[:20] + b"\xff\xe2\x00\x08MPF\0\0\0" + photo[20:]
    kept = _prove("thigh.jpg", view + hostile.picture("JPEG"))[1]
    assert kept == photo
