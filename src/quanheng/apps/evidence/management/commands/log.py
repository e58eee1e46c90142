"""``quanheng log sequencer|status|verify``: the transparency log."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils.translation import gettext as _

from quanheng.apps.evidence.log import overview, runner, storage
from quanheng.apps.evidence.log.checking import check
from quanheng.apps.evidence.log.exclusive import hold
from quanheng.apps.evidence.log.faults import Busy, Inconsistent
from quanheng.kernel.clock import now

STANDBY_SECONDS = 3.0


class Command(BaseCommand):
    help = _("透明日志：sequencer 编号并签署，status 概况，verify 全部重新计算并核对")

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        sequencer = verbs.add_parser("sequencer", help=str(_("编号并签署，直到停止；同一日志只有一个，第二个等待")))
        sequencer.add_argument("--once", action="store_true", help=str(_("处理完等待的条目就结束")))
        verbs.add_parser("status", help=str(_("日志概况")))
        verbs.add_parser("verify", help=str(_("重新计算全部条目、树块、检查点、事件、存证和文件，指出不符之处")))

    def handle(self, *args: Any, **options: Any) -> None:
        verbs = {"sequencer": self._sequencer, "status": self._status, "verify": self._verify}
        verbs[options["verb"]](**options)

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()

    def _sequencer(self, *, once: bool, **options: Any) -> None:
        if once:
            self._once()
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_received: stop.set())
        waiting = False
        while not stop.is_set():
            try:
                with hold() as held:
                    held.renew()
                    self._say(_("日志：运行中，按 Ctrl-C 停止"))
                    runner.Sequencer().run(held, stop, each_round=close_old_connections)
            except Busy:
                if not waiting:
                    self._say(_("日志：另一个进程正在编号和签署，等待接替"))
                waiting = True
                stop.wait(STANDBY_SECONDS)
        self._say(_("日志：已停止"))

    def _once(self) -> None:
        try:
            checkpoint = runner.catch_up(now=now())
        except Busy as busy:
            raise CommandError(_("另一个进程正在为这个日志编号和签署；它会处理等待的条目。")) from busy
        except Inconsistent as why:
            raise CommandError(str(why)) from why
        self._say(_("日志：共 %d 条，均已签署") % (checkpoint.size if checkpoint else 0))

    def _status(self, **options: Any) -> None:
        for label, value in overview.lines():
            self._say(f"{label}\t{value}")

    def _verify(self, **options: Any) -> None:
        count = 0
        for finding in check():
            count += 1
            self._say(str(finding))
        if count:
            raise CommandError(_("发现 %d 处不符。") % count)
        self._say(_("日志 %d 条，全部相符") % storage.read_state().edge.size)
