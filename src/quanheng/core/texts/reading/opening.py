"""From bytes to the document they hold, by content; the name of the file decides nothing."""

import hashlib

from quanheng.core.texts.reading.docx import read_docx
from quanheng.core.texts.reading.html import is_html, read_html
from quanheng.core.texts.reading.limits import LARGEST_FILE
from quanheng.core.texts.reading.pdf import read_pdf
from quanheng.core.texts.reading.plain import read_plain
from quanheng.core.texts.received import Received
from quanheng.core.texts.refusal import Refusal, TextRefused

ZIP, PDF, PDF_WITHIN = b"PK\x03\x04", b"%PDF-", 1024
COMPOUND, ENCRYPTED_PART = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
OTHERS = (
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"PK\x05\x06", "ZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)


def read(data: bytes, name: str) -> Received:
    """The document in ``data``; ``name`` is only repeated in messages. Raises :class:`TextRefused`."""
    if len(data) > LARGEST_FILE:
        raise TextRefused(name, Refusal.TOO_LARGE, limit=LARGEST_FILE)
    if not data.strip():
        raise TextRefused(name, Refusal.EMPTY)
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(ZIP):
        return read_docx(data, name, digest)
    if PDF in data[:PDF_WITHIN]:
        return read_pdf(data, name, digest)
    if data.startswith(COMPOUND):
        if ENCRYPTED_PART in data:
            raise TextRefused(name, Refusal.ENCRYPTED)
        raise TextRefused(name, Refusal.NOT_READ, found="DOC, WPS")
    if found := next((what for start, what in OTHERS if data.startswith(start)), ""):
        raise TextRefused(name, Refusal.NOT_READ, found=found)
    if is_html(data):
        return read_html(data, name, digest)
    return read_plain(data, name, digest)
