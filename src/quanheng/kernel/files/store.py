"""Putting files in and taking them out."""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.hazmat.primitives import hashes
from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _

from quanheng.kernel import clock
from quanheng.kernel.errors import bad_input
from quanheng.kernel.files.kinds import Kind, recognise
from quanheng.kernel.files.naming import safe_name
from quanheng.kernel.files.scanning import scanner
from quanheng.kernel.models import StoredFile

PIECE = 256 * 1024
Content = bytes | BinaryIO | File  # type: ignore[type-arg]  # Django's File is generic in its stubs only


def folder() -> Path:
    """Where the bytes are."""
    return Path(settings.FILES)


def path_of(file: StoredFile) -> Path:
    """Where the bytes of ``file`` are. Nothing may write there but :func:`store`."""
    return folder() / file.sha256[:2] / file.sha256


def open_stored(file: StoredFile) -> BinaryIO:
    """The content, for reading."""
    return path_of(file).open("rb")


def store(content: Content, name: str, *, allowed: Sequence[Kind], limit: int | None = None) -> StoredFile:
    """Keep ``content`` (bytes or something to read) if it is one of the ``allowed`` kinds and not longer than ``limit``
    bytes (the setting when ``None``). The same bytes are kept once: the row of the first time is returned.

    Raises ``BadInput`` that says ``name`` back. Call it outside transactions: it reads the whole file. The bytes are
    on disk before the row is written, so a row never points to nothing.
    """
    name = safe_name(name)
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=place, prefix="incoming-")
    try:
        with os.fdopen(handle, "wb") as target:
            sha256, sm3, size = _copy(content, target, name, limit or settings.FILE_UPLOAD_LIMIT)
        kind = recognise(Path(temporary), name, allowed)
        known: StoredFile | None = StoredFile.objects.filter(sha256=sha256, kind=kind.slug).first()
        if known is None:
            scanner().scan(Path(temporary), name)
        _into_place(Path(temporary), sha256)
    finally:
        Path(temporary).unlink(missing_ok=True)
    if known is not None:
        return known
    facts = {"sm3": sm3, "size": size, "media_type": kind.media_type, "name": name, "stored_at": clock.now()}
    made: StoredFile = StoredFile.objects.get_or_create(sha256=sha256, kind=kind.slug, defaults=facts)[0]
    return made


def _copy(content: Content, target: Any, name: str, limit: int) -> tuple[str, str, int]:
    """Write and count; both digests in one pass."""
    sha256, sm3, size = hashlib.sha256(), hashes.Hash(hashes.SM3()), 0
    for piece in _pieces(content):
        size += len(piece)
        if size > limit:
            raise bad_input(name, _("文件超过 %d MB") % (limit // 1024**2), _("请拆成几个文件。"))
        sha256.update(piece)
        sm3.update(piece)
        target.write(piece)
    target.flush()
    os.fsync(target.fileno())
    return sha256.hexdigest(), sm3.finalize().hex(), size


def _pieces(content: Content) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
    elif isinstance(content, File):
        yield from content.chunks(PIECE)
    else:
        while piece := content.read(PIECE):
            yield piece


def _into_place(temporary: Path, sha256: str) -> None:
    """Under the digest; what is there already is the same and is replaced, which mends it if it was damaged."""
    final = folder() / sha256[:2] / sha256
    final.parent.mkdir(exist_ok=True)
    temporary.chmod(0o440)
    temporary.replace(final)
    for directory in (final.parent, folder()):
        handle = os.open(directory, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
