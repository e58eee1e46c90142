"""What a checkpoint says: origin, size, root (C2SP tlog-checkpoint), as the text that is signed."""

from dataclasses import dataclass
from typing import Self

from quanheng.core.trust.digests import LENGTH
from quanheng.core.trust.errors import Malformed
from quanheng.core.trust.lines import decimal, hash_of, text_of, to_base64

OWN_LINES = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree of ``size`` entries with ``root``, of the log named ``origin``.

    ``extensions`` are lines that other logs may add and that nobody vouches for; this platform writes none.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: bytes) -> Self:
        """The checkpoint of a note's text; :class:`Malformed` on any other spelling."""
        lines = text_of(text).split("\n")
        if len(lines) <= OWN_LINES or lines.pop() or not all(lines):
            raise Malformed("a checkpoint has three lines or more, none empty, each ended by a newline")
        return cls(lines[0], decimal(lines[1]), hash_of(lines[2]), tuple(lines[OWN_LINES:]))

    def text(self) -> bytes:
        """The text to be signed."""
        if len(self.root) != LENGTH:
            raise Malformed(f"a root of {len(self.root)} bytes, not {LENGTH}")
        text = "".join(f"{line}\n" for line in (self.origin, self.size, to_base64(self.root), *self.extensions))
        if type(self).parse(text.encode()) != self:
            raise Malformed("an origin or a size that a checkpoint cannot carry")
        return text.encode()
