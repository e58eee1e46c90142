"""The event stream beside its batches in the log."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quanheng.apps.evidence.log.checking.finding import Finding
from quanheng.apps.evidence.log.event_batches import item, numbers_in
from quanheng.apps.evidence.log.reading import index_of, read_entries
from quanheng.apps.evidence.models import Event, EventBatch, Opening, UnsealedEvent
from quanheng.core.trust.edge import hashes_in
from quanheng.core.trust.merkle import leaf_hash, root_of
from quanheng.core.trust.statements import Opened


def check() -> Iterator[Finding]:
    """Every event that was changed, removed, or never sealed."""
    sealed: set[int] = set()
    for batch in EventBatch.objects.order_by("id").iterator():
        numbers = list(numbers_in(batch.members))
        sealed |= set(numbers)
        yield from _batch(batch, numbers)
    waiting = set(UnsealedEvent.objects.values_list("event", flat=True))
    there = set(Event.objects.values_list("pk", flat=True))
    for number in sorted(there - sealed - waiting):
        yield Finding(_("事件"), _("第 %d 号没有进入任何一批存证") % number)
    for number in sorted(waiting - there):
        yield Finding(_("事件"), _("第 %d 号在存证之前被删除") % number)


def _batch(batch: EventBatch, numbers: list[int]) -> Iterator[Finding]:
    where = _("事件批 %(first)d–%(last)d") % {"first": batch.first, "last": batch.last}
    leaves = hashes_in(bytes(batch.leaves))
    if not _is_logged(batch, leaves):
        yield Finding(_("事件批"), _("%s 与日志条目不一致") % where)
        return
    opening = Opening.objects.filter(leaf=bytes(batch.leaf)).first()
    if opening is None:
        yield Finding(_("事件批"), _("%s 的盐已删除，无法核对") % where)
        return
    events = Event.objects.filter(pk__gte=batch.first, pk__lte=batch.last).in_bulk()
    for number, leaf in zip(numbers, leaves, strict=False):
        event = events.get(number)
        if event is None:
            yield Finding(_("事件"), _("第 %d 号被删除") % number)
        elif leaf_hash(item(event, bytes(opening.salt))) != leaf:
            yield Finding(_("事件"), _("第 %d 号被改动") % number)


def _is_logged(batch: EventBatch, leaves: list[bytes]) -> bool:
    """Whether the log holds the entry of the batch and its root is that of the kept leaves."""
    index = index_of(bytes(batch.leaf))
    if index is None:
        return False
    (entry,) = read_entries(index, 1)
    opened = Opened(entry)
    if not opened.is_statement():
        return False
    fields = opened.fields
    return fields.get("sha256") == root_of(leaves).hex() and fields.get("count") == len(leaves)
