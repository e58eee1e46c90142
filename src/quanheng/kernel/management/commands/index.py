"""``quanheng index``: keep the search index up to date."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from quanheng.kernel.search.engine import IndexBusy
from quanheng.kernel.search.indexer import Indexer
from quanheng.kernel.search.site import place


class Command(BaseCommand):
    help = "Carry changes into the search index. Runs until stopped; one process a host."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="apply what is waiting, then end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        here = place()
        try:
            with here.lock("writer"):
                indexer = Indexer(here)
                if once:
                    indexer.ensure_index()
                    self.stdout.write(f"applied {indexer.drain()} changes")
                    indexer.engine.close()
                    return
                self._run(indexer)
        except IndexBusy as busy:
            raise CommandError(
                f"another process writes the search index ({here.root}): stop it first, or leave it to work"
            ) from busy

    def _run(self, indexer: Indexer) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write("indexing; stop with Ctrl-C or SIGTERM", ending="\n")
        self.stdout.flush()
        indexer.run(stop, each_round=close_old_connections)
        self.stdout.write("stopped")
