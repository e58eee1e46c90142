"""What a timestamp is about, and its bytes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from quanheng.apps.evidence.models import Checkpoint, Seal, Timestamp
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.timestamps.imprints import Imprint


@dataclass(frozen=True, slots=True)
class Target:
    """A checkpoint of the log, or what was sealed: one of both."""

    checkpoint: Checkpoint | None = None
    seal: Seal | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        if self.checkpoint:
            return _("日志检查点（%(size)d 条）") % {"size": self.checkpoint.size}
        return f"{self.seal.subject_kind}/{self.seal.subject_key}" if self.seal else ""

    @property
    def content(self) -> bytes | None:
        """The bytes that are stamped, where the platform has them: the checkpoint as the log signed it."""
        return self.checkpoint.note.encode() if self.checkpoint else None

    def imprint(self, algorithm: str) -> Imprint:
        """What the authority is given."""
        if self.content is not None:
            return Imprint.of(Digest.of(self.content), algorithm)
        if self.seal is None or self.seal.private:
            raise ValueError("nothing that may be shown to an authority")
        return Imprint(algorithm, bytes.fromhex(self.seal.sm3 if algorithm == "sm3" else self.seal.sha256))


def target_of(stamp: Timestamp) -> Target:
    """What a timestamp on record is about."""
    return Target(stamp.checkpoint, stamp.seal)
