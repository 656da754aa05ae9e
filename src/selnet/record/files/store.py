"""Each content once, under its SHA-256: `ab/cdef…` in Django's default storage (a folder, or S3)."""

import hashlib
from collections.abc import Iterable
from tempfile import NamedTemporaryFile
from typing import IO, Final

from django.core.files import File
from django.core.files.storage import default_storage

CHUNK: Final = 1024 * 1024


def path_of(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:]}"


def keep(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Stores the content and tells its SHA-256 and size. The same content again is stored once."""
    digest, size = hashlib.sha256(), 0
    with NamedTemporaryFile() as copy:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            copy.write(chunk)
        copy.flush()
        copy.seek(0)
        _write_once(path_of(digest.hexdigest()), size, copy)
    return digest.hexdigest(), size


def _write_once(name: str, size: int, content: IO[bytes]) -> None:
    if default_storage.exists(name):
        if default_storage.size(name) == size:
            return
        default_storage.delete(name)  # a process died while writing it
    written = default_storage.save(name, File(content))
    if written != name:  # somebody else stored the same content at the same moment
        default_storage.delete(written)


def open_content(sha256: str) -> File:  # type: ignore[type-arg]
    return default_storage.open(path_of(sha256))


def chunks_of(file: IO[bytes]) -> Iterable[bytes]:
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk
