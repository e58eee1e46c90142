"""``quanheng index``: keep the search index up to date."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils.translation import gettext as _

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
                    self.stdout.write(_("索引：写入 %d 项变更") % indexer.drain())
                    indexer.engine.close()
                    return
                self._run(indexer)
        except IndexBusy as busy:
            raise CommandError(
                _("本机已有另一个进程在写检索索引（%s）。请先停止它，或不必再启动。") % here.root
            ) from busy

    def _run(self, indexer: Indexer) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_received: stop.set())
        self.stdout.write(_("索引：运行中，按 Ctrl-C 停止"))
        self.stdout.flush()
        indexer.run(stop, each_round=close_old_connections)
        self.stdout.write(_("索引：已停止"))
