"""Sending a stored file: always as a download, never shown by the browser as a page of ours."""

from collections.abc import Iterator
from urllib.parse import quote

from django.http import StreamingHttpResponse

from quanheng.kernel.files.kinds import KINDS
from quanheng.kernel.files.naming import safe_name
from quanheng.kernel.files.store import PIECE, open_stored
from quanheng.kernel.models import StoredFile


def download(file: StoredFile, name: str = "") -> StreamingHttpResponse:
    """``file`` as an attachment called ``name`` (the name it was first given when empty), with the ending of what it
    really is. The caller has asked its policy.
    """
    kind = KINDS[file.kind]
    name = safe_name(name or file.name)
    if not name.lower().endswith(f".{kind.ending}"):
        name = f"{name}.{kind.ending}"
    response = StreamingHttpResponse(_pieces(file), content_type=file.media_type)
    response["Content-Length"] = str(file.size)
    response["Content-Disposition"] = (
        f"attachment; filename=\"file.{kind.ending}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _pieces(file: StoredFile) -> Iterator[bytes]:
    """The content; the file is open only while somebody reads."""
    with open_stored(file) as content:
        while piece := content.read(PIECE):
            yield piece
