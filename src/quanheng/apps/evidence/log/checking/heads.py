"""Checkpoints and the record outside the database, beside the recomputed roots."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quanheng.apps.evidence.log import outside, storage
from quanheng.apps.evidence.log.checking.finding import Finding
from quanheng.apps.evidence.log.checking.tree import Recomputed
from quanheng.apps.evidence.log.faults import Inconsistent
from quanheng.apps.evidence.log.policy import given
from quanheng.apps.evidence.models import Checkpoint
from quanheng.core.trust.checkpoints import open_checkpoint
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.notes import Note, SignatureLine, VerifierKey
from quanheng.core.trust.tree_head import Checkpoint as TreeHead


def sizes() -> set[int]:
    """Every size whose root is needed."""
    found = set(Checkpoint.objects.values_list("size", flat=True))
    head = _outside()
    return found | ({head.size} if head else set())


def check(tree: Recomputed) -> Iterator[Finding]:
    """Every checkpoint whose signature, text or root does not hold, and a record outside that contradicts the log."""
    state = storage.read_key()
    if state is None:
        return
    origin, key = state
    witnesses = _witnesses()
    for row in Checkpoint.objects.order_by("id").prefetch_related("cosignatures"):
        if fault := _fault(row, origin, key, witnesses, tree):
            yield Finding(_("检查点"), _("第 %(id)d 个（%(size)d 条）：%(fault)s") % _told(row, fault))
    head = _outside()
    if head is None:
        yield Finding(_("库外记录"), _("%s 缺失或已损坏") % outside.place())
    elif tree.roots.get(head.size, tree.edge.root() if head.size == tree.edge.size else b"") != head.root:
        yield Finding(_("库外记录"), _("最后签署的 %d 条与日志不一致") % head.size)


def _witnesses() -> dict[str, VerifierKey]:
    """The keys of the policy's witnesses by name: their lines under a checkpoint are checked too."""
    try:
        return {witness.name: witness.key for witness in given().witnesses}
    except Inconsistent:
        return {}


def _fault(row: Checkpoint, origin: str, key: str, witnesses: dict[str, VerifierKey], tree: Recomputed) -> str:
    try:
        note = open_checkpoint(row.note.encode(), origin, [VerifierKey.parse(key)])
        for one in row.cosignatures.all():
            if one.witness in witnesses:
                line = SignatureLine.parse(one.line.rstrip("\n"))
                Note(note.note.text, (line,)).verify([witnesses[one.witness]])
    except TrustError as fault:
        return _("签名或文本不成立（%s）") % fault
    head = note.checkpoint
    if (head.size, head.root) != (row.size, bytes(row.root)):
        return _("登记的条目数或根与签名文本不一致")
    if tree.roots.get(head.size) != head.root:
        return _("签署的根与重新计算的不一致")
    return ""


def _told(row: Checkpoint, fault: str) -> dict[str, object]:
    return {"id": row.pk, "size": row.size, "fault": fault}


def _outside() -> TreeHead | None:
    try:
        return outside.read()
    except outside.Unreadable:
        return None
