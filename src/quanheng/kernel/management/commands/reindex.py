"""``quanheng reindex``: build the search index anew."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quanheng.kernel.search.engine import IndexBusy
from quanheng.kernel.search.indexer import rebuild
from quanheng.kernel.search.registry import sources
from quanheng.kernel.search.site import engine, place


class Command(BaseCommand):
    help = (
        "Build the search index anew beside the live one, then put it in its place. Readers and `index` keep working."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        totals = {kind: source.count() for kind, source in sources().items()}
        shown: dict[str, float] = {}

        def progress(kind: str, done: int) -> None:
            finished = done >= totals[kind]
            if finished or time.monotonic() - shown.get(kind, 0.0) > 1:
                shown[kind] = time.monotonic()
                self.stdout.write(f"  {kind}: {done} / {totals[kind]}")

        try:
            rebuild(place(), progress)
        except IndexBusy as busy:
            raise CommandError(_("本机正在重建检索索引，请等它完成。")) from busy
        status = engine().status()
        seconds = time.monotonic() - began
        self.stdout.write(
            _("索引：%(count)d 条，%(seconds).1f 秒，%(size).1f MB")
            % {"count": sum(status.counts.values()), "seconds": seconds, "size": status.size / 1e6}
        )
