"""Files as an attacker, or a broken scanner, would send them. Each is built here, none is stored in the repository."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject


def picture(kind: str, size: tuple[int, int] = (24, 16), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (180, 60, 60)).save(out, kind, **options)
    return out.getvalue()


def pdf(change: Callable[[PdfWriter], None] | None = None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if change:
        change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def zip_bomb() -> bytes:
    """20 MB of zeros in about 20 kB."""
    return zipped(report=b"\0" * 20_000_000)


def office() -> bytes:
    return zipped(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"})


def svg(inside: str = "") -> bytes:
    return f'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">{inside}<rect width="9" height="9"/></svg>'.encode()


def pdf_that_does(**action: str) -> bytes:
    def act(writer: PdfWriter) -> None:
        pairs = {NameObject(f"/{key}"): NameObject(v) if v[0] == "/" else TextStringObject(v) for key, v in action.items()}
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(DictionaryObject(pairs))

    return pdf(act)


def pdf_with_script() -> bytes:
    return pdf_that_does(S="/JavaScript", JS="app.alert('hello')")


def pdf_that_launches() -> bytes:
    return pdf_that_does(S="/Launch", F="cmd.exe")


def pdf_with_file_inside() -> bytes:
    return pdf(lambda writer: writer.add_attachment("second.txt", b"hidden") and None)


def pdf_with_disguised_script() -> bytes:
    """/JavaScript written as /J#61vaScript, in an object that no table names."""
    content = pdf()
    body, mark, tail = content.rpartition(b"startxref")
    return body + b"99 0 obj\n<< /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>\nendobj\n" + mark + tail


def pdf_with_compressed_script() -> bytes:
    """The action stands in a compressed object stream, where a search of the bytes does not find it."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    plain = io.BytesIO()
    writer.write(plain)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    ]
    offsets, data = [], b""
    for part in parts:
        offsets.append(len(data))
        data += part + b" "
    head = b" ".join(b"%d %d" % (number, offset) for number, offset in enumerate(offsets, start=1)) + b" "
    packed = zlib.compress(head + data)
    out = b"%PDF-1.5\n"
    at_stream = len(out)
    out += b"4 0 obj\n<< /Type /ObjStm /N 3 /First %d /Filter /FlateDecode /Length %d >>\nstream\n" % (len(head), len(packed))
    out += packed + b"\nendstream\nendobj\n"
    at_table = len(out)
    rows = [(0, 0, 65535), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, at_stream, 0), (1, at_table, 0)]
    table = zlib.compress(b"".join(struct.pack(">BIH", *row) for row in rows))
    out += (
        b"5 0 obj\n<< /Type /XRef /Size 6 /W [1 4 2] /Root 1 0 R /Filter /FlateDecode /Length %d >>\nstream\n" % len(table)
        + table
        + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at_table
    )
    return out


def pdf_with_password() -> bytes:
    return pdf(lambda writer: writer.encrypt("secret"))


def png_bomb() -> bytes:
    """A PNG of 30,000 by 30,000 pixels: 900 million, a few kB."""
    side = 30_000
    raw = zlib.compress(b"\0" * ((side // 8 + 1) * 200), 9)

    def block(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + block(b"IHDR", head) + block(b"IDAT", raw) + block(b"IEND", b"")


def png_with_page() -> bytes:
    content = picture("PNG")
    text = b"tEXt" + b"Comment\0<script>alert(1)</script>"
    block = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    return content[:33] + block + content[33:]


def jpeg_with_page() -> bytes:
    return picture("JPEG", comment=b"<html><script>alert(1)</script></html>")


def jpeg_script() -> bytes:
    """The known trick: the length of the first segment reads as /* in JavaScript."""
    content = picture("JPEG")
    body = content[2:]
    padded = b"\xff\xe0" + struct.pack(">H", 0x2F2A) + body[4:18] + b"\0" * (0x2F2A - 16)
    return content[:2] + padded + body[18:]


def gif_script() -> bytes:
    return b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)"


def dicom(name: bytes = b"", preamble: bytes = b"", born: bytes = b"") -> bytes:
    meta = struct.pack("<HH2sHI", 2, 0, b"UL", 4, 0)
    padded = name + b" " * (len(name) % 2)
    patient = struct.pack("<HH2sH", 0x10, 0x10, b"PN", len(padded)) + padded
    patient += struct.pack("<HH2sH", 0x10, 0x30, b"DA", len(born)) + born
    return preamble.ljust(128, b"\0") + b"DICM" + meta + patient
