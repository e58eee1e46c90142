"""The tables of the transparency log. Written by ``evidence.log`` alone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped


class Open(Scoped):
    """The log is there to be read by everybody."""

    class Meta:
        abstract = True

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Everything."""
        return Q()


class Pending(Open):
    """An entry that is accepted and has no number yet. Removed in the transaction that numbers it."""

    entry = models.BinaryField()
    leaf = models.BinaryField(unique=True)


class Entry(Open):
    """条目: an entry of the log at its number. Append-only."""

    index = models.BigIntegerField(_("序号"), primary_key=True)
    data = models.BinaryField()
    leaf = models.BinaryField(db_index=True)


class Tile(Open):
    """树块: up to 256 hashes of one level. Only grows at its end; a narrower one is a prefix of it."""

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["level", "index"], name="evidence_tile_place"),)


class LogState(Open):
    """日志状态: the one row, locked by whoever appends. ``edge`` is what the next root is computed from.

    ``halted`` says why signing stopped; empty while all is well.
    """

    id = models.PositiveSmallIntegerField(primary_key=True)
    origin = models.CharField(_("日志名"), max_length=200, blank=True)
    key = models.CharField(_("验证公钥"), max_length=300, blank=True)
    size = models.BigIntegerField(_("条目数"), default=0)
    edge = models.BinaryField(default=b"")
    halted = models.TextField(_("停签原因"), blank=True)


class Checkpoint(Open):
    """检查点: what was signed, in the order of signing. Append-only."""

    size = models.BigIntegerField(_("条目数"), db_index=True)
    root = models.BinaryField()
    note = models.TextField(_("签名文本"))
    at = models.DateTimeField(_("签署时间"))


class Cosignature(Open):
    """见证签名: the signature line of one witness under one checkpoint. Append-only."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="cosignatures")
    witness = models.CharField(_("见证方"), max_length=200)
    line = models.TextField(_("签名"))
    at = models.DateTimeField(_("收到时间"))

    class Meta:
        constraints = (models.UniqueConstraint(fields=["checkpoint", "witness"], name="evidence_cosignature_once"),)
