"""From bytes to the document they hold, by content; the name of the file decides nothing."""

import hashlib

from quanheng.core.texts.reading.limits import LARGEST_FILE
from quanheng.core.texts.reading.plain import read_plain
from quanheng.core.texts.received import Received
from quanheng.core.texts.refusal import Refusal, TextRefused


def read(data: bytes, name: str) -> Received:
    """The document in ``data``; ``name`` is only repeated in messages. Raises :class:`TextRefused`."""
    if len(data) > LARGEST_FILE:
        raise TextRefused(name, Refusal.TOO_LARGE, limit=LARGEST_FILE)
    if not data.strip():
        raise TextRefused(name, Refusal.EMPTY)
    digest = hashlib.sha256(data).hexdigest()
    return read_plain(data, name, digest)
