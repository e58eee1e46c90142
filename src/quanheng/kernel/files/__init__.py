"""Uploaded files: kept once by their content, known by what is in them, never by what they are called.

Bytes are under ``QUANHENG_HOME/files``, named after their SHA-256; a :class:`~quanheng.kernel.models.StoredFile` row
says how long they are, what they are, and their SM3 as a second, independent digest::

    file = store(request.FILES["file"], name=request.FILES["file"].name, allowed=(XLSX, CSV))
    with open_stored(file) as content: ...
    return download(file, name="名单.xlsx")

A file carries no permission of its own: whoever links to it from a record decides with that record's policy who may
read it, and never shows a file to somebody by its digest alone.
"""

from quanheng.kernel.files.kinds import CSV, DOCX, HTML, JPEG, JSON, PDF, PNG, TEXT, XLS, XLSX, Kind
from quanheng.kernel.files.sending import download
from quanheng.kernel.files.store import open_stored, path_of, store
from quanheng.kernel.files.uploads import largest_body, takes_uploads
from quanheng.kernel.files.verify import Damage, verify_all

__all__ = [
    "CSV",
    "DOCX",
    "HTML",
    "JPEG",
    "JSON",
    "PDF",
    "PNG",
    "TEXT",
    "XLS",
    "XLSX",
    "Damage",
    "Kind",
    "download",
    "largest_body",
    "open_stored",
    "path_of",
    "store",
    "takes_uploads",
    "verify_all",
]
