"""Names of files as people gave them, made safe to say back and to send."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 120
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
NAMELESS = "file"


def safe_name(name: str) -> str:
    """The last part of ``name``, without control, direction and path characters, not hidden, of bounded length (the
    ending is kept).
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2]
    clean = _UNSAFE.sub("", last).strip(" .")
    if not clean or _RESERVED.fullmatch(clean):
        clean = f"{NAMELESS}{PurePosixPath(clean).suffix}"
    ending = PurePosixPath(clean).suffix[:12]
    return clean if len(clean) <= LONGEST else clean[: LONGEST - len(ending)].rstrip() + ending
