"""``quanheng log verify``: everything recomputed from what is stored, and each thing that does not fit named."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quanheng.apps.evidence.log.checking import events, heads, seals, timestamps, tree
from quanheng.apps.evidence.log.checking.finding import Finding
from quanheng.kernel.files import verify_all

__all__ = ["Finding", "check"]


def check() -> Iterator[Finding]:
    """Every fault of entries, tiles, state, checkpoints, events, seals, timestamps and files. Writes nothing."""
    found = tree.Recomputed(heads.sizes())
    yield from found.walk()
    yield from heads.check(found)
    yield from events.check()
    yield from seals.check()
    yield from timestamps.check()
    for damage in verify_all():
        yield Finding(_("文件"), str(damage))
