"""``quanheng reindex``: build the search index anew."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

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
            raise CommandError("the search index is already being rebuilt on this host; wait for it to end") from busy
        status = engine().status()
        seconds = time.monotonic() - began
        self.stdout.write(f"{sum(status.counts.values())} documents in {seconds:.1f} s, {status.size / 1e6:.1f} MB")
