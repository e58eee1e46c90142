"""Seals beside their entries, and the records they speak of beside their seals."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quanheng.apps.evidence.log.checking.finding import Finding
from quanheng.apps.evidence.log.reading import index_of, read_entries
from quanheng.apps.evidence.models import Opening, Pending, Seal
from quanheng.apps.evidence.seal_kinds import seal_kinds
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.statements import Opened


def check() -> Iterator[Finding]:
    """Every seal that its entry does not bear out, and every record that is no longer as it was sealed."""
    latest: dict[tuple[str, str, str], Seal] = {}
    for seal in Seal.objects.select_related("of").order_by("id").iterator():
        if fault := _fault(seal):
            yield Finding(_("存证"), f"{_where(seal)}：{fault}")
        if seal.of is None or _what(seal.of) != _what(seal):  # what ends another record is a record itself
            latest[_what(seal)] = seal
    for seal in latest.values():
        if _was_changed(seal):
            yield Finding(_("记录"), _("%s 的内容与存证不一致") % _where(seal))


def _what(seal: Seal) -> tuple[str, str, str]:
    return seal.kind, seal.subject_kind, seal.subject_key


def _where(seal: Seal) -> str:
    return f"{seal.pk} {seal.kind} {seal.subject_kind}/{seal.subject_key}"


def _fault(seal: Seal) -> str:
    index = index_of(bytes(seal.leaf))
    if index is None:
        waits = Pending.objects.filter(leaf=bytes(seal.leaf)).exists()
        return "" if waits else _("日志里没有对应的条目")
    (entry,) = read_entries(index, 1)
    opening = Opening.objects.filter(leaf=bytes(seal.leaf)).first() if seal.private else None
    if seal.private and opening is None:
        return ""  # its salt was deleted: nothing is left to compare
    opened = Opened(entry, f"{seal.subject_kind}/{seal.subject_key}", bytes(opening.salt) if opening else b"")
    if not opened.is_statement() or opened.fields.get("type") != seal.kind:
        return _("登记的种类与条目不一致")
    if not seal.private and opened.fields.get("id") != opened.id:
        return _("登记的事项与条目不一致")
    try:
        opened.require(_digest(opening or seal))
    except (TrustError, ValueError):
        return _("登记的摘要与条目不一致")
    return ""


def _digest(row: Seal | Opening) -> Digest:
    return Digest(bytes.fromhex(row.sha256), bytes.fromhex(row.sm3))


def _was_changed(seal: Seal) -> bool:
    """Whether the record's content, where its kind can compute it anew, is not what was sealed last."""
    kind = seal_kinds().get(seal.kind)
    if kind is None or kind.recompute is None:
        return False
    opening = Opening.objects.filter(leaf=bytes(seal.leaf)).first() if seal.private else seal
    now = kind.recompute(seal.subject_key) if opening is not None else None
    return now is not None and opening is not None and now != _digest(opening)
