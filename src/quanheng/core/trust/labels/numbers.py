"""The number of a label: short enough to be read aloud, and made from the label itself."""

import base64
import re

from quanheng.core.trust.digests import sha256

GROUPS, GROUP = 3, 4
NUMBER = re.compile(r"[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}")


def number_of(raw: bytes) -> str:
    """``K7QM-2XWD-PJ5A``: the first 60 bits of the SHA-256 of the signed bytes in base32. Whoever holds the label can
    compute it; nobody can count the labels of others by it.
    """
    text = base64.b32encode(sha256(raw)).decode()
    return "-".join(text[start : start + GROUP] for start in range(0, GROUPS * GROUP, GROUP))


def as_number(text: str) -> str:
    """``text`` as such a number, whatever its spaces, hyphens and case; empty when it is none."""
    bare = re.sub(r"[\s-]+", "", text).upper()
    found = "-".join(bare[start : start + GROUP] for start in range(0, len(bare), GROUP))
    return found if NUMBER.fullmatch(found) else ""
