"""Pictures: read block by block to their end mark, freed of what names people and places, and opened to prove them.

A photograph says where and by whom it was taken. Blocks that only describe (Exif, XMP, comments) are left out; the
picture itself is kept bit for bit, with its orientation and colour profile.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import IO, Final

from PIL import Image

from selnet.access.api import UserError

from .limits import check_pixels, too_many_pixels
from .sniffing import JPEG, PNG, TIFF, cut_off, has_markup, two_in_one

FORMATS: Final = {JPEG: "JPEG", PNG: "PNG", TIFF: "TIFF"}
ORIENTATION: Final = 0x0112
# What Pillow may raise on bytes that somebody made up.
BROKEN: Final = (OSError, ValueError, SyntaxError, TypeError, IndexError, KeyError, EOFError, struct.error, zlib.error,
                 OverflowError, MemoryError)  # fmt: skip
_PNG_DRAWS: Final = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs")
)
_JPEG_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_START: Final = b"\xff\xd8"


def prove_picture(file: IO[bytes], kind: str) -> None:
    """Opens the whole picture, after its size in pixels was found bearable."""
    file.seek(0)
    try:
        with Image.open(file, formats=[FORMATS[kind]]) as picture:
            check_pixels(*picture.size)
            if kind == JPEG:  # reads every byte, in an eighth of the memory
                picture.draft("RGB", (picture.width // 8, picture.height // 8))
            picture.load()
    except Image.DecompressionBombError as error:
        raise UserError(too_many_pixels()) from error
    except BROKEN as error:
        raise UserError(cut_off(kind)) from error


def clean_png(content: bytes) -> Iterator[bytes]:
    """The blocks of a PNG that draw. UserError when it does not end, or goes on after its end."""
    at = 8
    yield content[:8]
    while True:
        name, length = content[at + 4 : at + 8], int.from_bytes(content[at : at + 4], "big")
        end = at + 12 + length
        if len(name) < 4 or end > len(content):
            raise UserError(cut_off(PNG))
        if name in _PNG_DRAWS:
            yield content[at:end]
        elif has_markup(content[at:end]):
            raise UserError(two_in_one())
        at = end
        if name == b"IEND":
            break
    if content[at:].strip(b"\0"):
        raise UserError(two_in_one())


def clean_jpeg(content: bytes) -> Iterator[bytes]:
    """The segments of a JPEG that draw. A second view that a camera adds behind is cut off; all else there is refused."""
    yield _START + _orientation(content)
    at = 2
    while True:
        at, mark = _next_mark(content, at)
        if mark == 0xD9:
            raise UserError(cut_off(JPEG))
        if mark == 0xDA:
            break
        if mark in _JPEG_ALONE:
            continue
        end = at + int.from_bytes(content[at : at + 2], "big")
        yield from _segment(mark, content[at:end])
        at = end
    end = _end_of_scans(content, at)
    yield b"\xff\xda" + content[at:end]
    _nothing_strange_after(content, end)


def _next_mark(content: bytes, at: int) -> tuple[int, int]:
    if content[at : at + 1] != b"\xff":
        raise UserError(cut_off(JPEG))
    while content[at : at + 1] == b"\xff":
        at += 1
    if at >= len(content):
        raise UserError(cut_off(JPEG))
    return at + 1, content[at]


def _segment(mark: int, payload: bytes) -> Iterator[bytes]:
    if mark not in (0xE2, 0xE1) and has_markup(payload):
        raise UserError(two_in_one())
    if mark == 0xE0 and payload[2:7] == b"JFIF\0":
        if len(payload) < 16 or len(payload) != 16 + 3 * payload[14] * payload[15]:
            raise UserError(two_in_one())  # room for a script where a thumbnail should be
        yield b"\xff\xe0" + payload
    elif mark == 0xE2 and payload[2:13] == b"ICC_PROFILE":
        yield b"\xff\xe2" + payload
    elif mark == 0xEE or not (0xE0 <= mark <= 0xEF or mark == 0xFE):
        yield bytes((0xFF, mark)) + payload


def _end_of_scans(content: bytes, at: int) -> int:
    """Where the end mark of the picture itself stands. Inside coded data 0xFF is followed by 0 or a restart mark."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise UserError(cut_off(JPEG))
        mark = content[at + 1]
        if mark == 0xD9:
            return at + 2
        if mark in (0x00, 0xFF) or mark in _JPEG_ALONE:
            at += 1 if mark == 0xFF else 2
        else:  # tables or another scan of a progressive picture
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")


def _nothing_strange_after(content: bytes, end: int) -> None:
    after = content[end:].strip(b"\0")
    camera = (after.startswith(_START) and b"MPF\0" in content[:65536]) or after.endswith(b"SEFT")
    if after and (has_markup(after) or not camera):
        raise UserError(two_in_one())


def _orientation(content: bytes) -> bytes:
    """A block of Exif that says which way is up, and nothing else; empty when the picture already stands upright."""
    exif = Image.Exif()
    start = content.find(b"Exif\0\0", 0, 65536)
    if start >= 0:
        try:
            exif.load(content[start : start + 65536])
        except BROKEN:
            return b""
    turn = exif.get(ORIENTATION, 1)
    if turn not in range(2, 9):
        return b""
    data = b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, ORIENTATION, 3, 1, turn, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data
