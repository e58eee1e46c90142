"""``quanheng work``: do the background work."""

import fcntl
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quanheng.kernel.work.ticks import start_ticking
from quanheng.kernel.work.worker import forget, take_up, worker, worker_id


class Command(BaseCommand):
    help = "Do the background work (imports and the like). Runs until stopped; one process a home."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is waiting, then end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        home = Path(settings.HOME)
        with _alone(home):
            back = take_up(worker_id(home))
            forget()
            if not once:
                start_ticking()
            self.stdout.write(_("后台任务：运行中，接续 %d 项，按 Ctrl-C 停止") % back)
            self.stdout.flush()
            one = worker(home, once=once)
            one.configure_signals()
            one.run()
        self.stdout.write(_("后台任务：已停止"))


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """What the former worker was doing may be taken up only when it is certain that it is gone."""
    with (home / "worker.lock").open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(_("目录 %s 已有另一个后台任务进程。请先停止它，或不必再启动。") % home) from None
        yield
