"""TIFF and DICOM: too large to open whole, so their heads and tables are read. A DICOM that names the patient goes back."""

import struct
from typing import IO, Final

from django.utils.translation import gettext as _

from selnet.access.api import UserError

from .sniffing import DICOM, TIFF, cut_off, two_in_one

_WIDTH, _LENGTH = 256, 257
HEAD_OF_DICOM: Final = 256 * 1024
# Patient's name, birth date, address, telephone (DICOM PS3.6), and how their values are coded.
_WHO: Final = {b"\x10\0\x10\0": b"PN", b"\x10\0\x30\0": b"DA", b"\x10\0\x40\x10": b"LO", b"\x10\0\x54\x21": b"SH"}


def prove_tiff_head(file: IO[bytes], size: int) -> None:
    """The first directory lies inside the file and says how wide and high the picture is."""
    file.seek(0)
    head = file.read(16)
    order, big = "<" if head[:2] == b"II" else ">", head[2:4] in (b"+\0", b"\0+")
    try:
        offset = struct.unpack(order + ("Q" if big else "I"), head[8:16] if big else head[4:8])[0]
        file.seek(offset)
        count = struct.unpack(order + ("Q" if big else "H"), file.read(8 if big else 2))[0]
        room = 20 if big else 12
        if offset >= size or count > 4096:
            raise ValueError("no directory")
        directory = file.read(room * count)
        tags = {struct.unpack_from(order + "H", directory, at)[0] for at in range(0, room * count, room)}
    except (struct.error, ValueError, OverflowError, OSError) as error:
        raise UserError(cut_off(TIFF)) from error
    if not {_WIDTH, _LENGTH} <= tags:
        raise UserError(cut_off(TIFF))


def prove_dicom_head(file: IO[bytes]) -> None:
    """The 128 bytes before the mark are empty, or say that the same pixels read as TIFF too; else a program hides there."""
    file.seek(0)
    head = file.read(140)
    if head[:128].strip(b"\0") and head[:4] not in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        raise UserError(two_in_one())
    if head[132:134] != b"\x02\0":
        raise UserError(cut_off(DICOM))


def refuse_named_dicom(file: IO[bytes], size: int) -> None:
    """The centre keeps the name: a file that carries it is sent back to be exported without it."""
    file.seek(0)
    head = file.read(min(size, HEAD_OF_DICOM))
    values = [_value(head, tag, kind) for tag, kind in _WHO.items()]
    if any(value and not _is_stand_in(value) for value in values):
        raise UserError(_("This DICOM file names the patient. Export it anonymised, then add it."))


def _value(head: bytes, tag: bytes, kind: bytes) -> bytes:
    """The value of an element of the patient's group, in explicit or (for the name) implicit little-endian files."""
    at = head.find(tag + kind, 132)
    explicit = at >= 0
    if not explicit:
        at = head.find(tag, 132) if kind == b"PN" else -1
    if at < 0:
        return b""
    length = int.from_bytes(head[at + 6 : at + 8] if explicit else head[at + 4 : at + 8], "little")
    return head[at + 8 : at + 8 + length].strip(b" ^\0")


def _is_stand_in(value: bytes) -> bool:
    """What anonymisers write: words that say so, the network's pseudonym, or a bare number that is no date of birth."""
    said = value.lower().startswith((b"anon", b"sn-", b"removed", b"unknown", b"deident"))
    return said or (value.isdigit() and len(value) != 8) or value in (b"19000101", b"00000000", b"18000101")
