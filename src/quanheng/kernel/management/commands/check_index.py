"""``quanheng check_index``: whether the search index holds what the registers hold."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quanheng.kernel.search.check import differences, waiting
from quanheng.kernel.search.engine import IndexMissing
from quanheng.kernel.search.site import engine


class Command(BaseCommand):
    help = "Compare the number of documents of each kind in the registers and in the search index."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            status = engine().status()
        except IndexMissing as missing:
            raise CommandError("there is no search index: run `quanheng reindex`") from missing
        faults = 0
        for kind, expected, found in differences(status):
            faults += expected != found
            self.stdout.write(
                f"{'ok  ' if expected == found else 'DIFF'} {kind}: {expected} on record, {found} indexed"
            )
        self.stdout.write(f"{waiting(status.cursor)} changes wait in the outbox")
        if faults:
            raise CommandError(
                f"{faults} kinds differ: run `quanheng index --once` when changes wait, `quanheng reindex` otherwise",
                returncode=1,
            )
