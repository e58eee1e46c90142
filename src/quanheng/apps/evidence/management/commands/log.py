"""``quanheng log sequencer|status|verify|append|mirror|adopt|recover``: the transparency log."""

import signal
import threading
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Literal

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils.translation import gettext as _

from quanheng.apps.evidence.actions.seal_file import seal_file
from quanheng.apps.evidence.log import mirroring, overview, runner, storage
from quanheng.apps.evidence.log.checking import check
from quanheng.apps.evidence.log.exclusive import hold
from quanheng.apps.evidence.log.faults import Busy, Inconsistent
from quanheng.apps.evidence.queries import seal_at
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.errors import TrustError
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now

ACTOR = system_actor("operator")
PIECE = 1 << 20
Relation = Literal["", "revokes", "replaces"]

STANDBY_SECONDS = 3.0


class Command(BaseCommand):
    help = _(
        "透明日志：sequencer 编号并签署，status 概况，verify 全部重新计算并核对，append 为文件存证，"
        "mirror 镜像，adopt 采纳检查点，recover 从镜像补回"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        sequencer = verbs.add_parser("sequencer", help=str(_("编号并签署，直到停止；同一日志只有一个，第二个等待")))
        sequencer.add_argument("--once", action="store_true", help=str(_("处理完等待的条目就结束")))
        verbs.add_parser("status", help=str(_("日志概况")))
        verbs.add_parser("verify", help=str(_("重新计算全部条目、树块、检查点、事件、存证和文件，指出不符之处")))
        append = verbs.add_parser("append", help=str(_("把文件的摘要存入日志")))
        append.add_argument("files", nargs="+", type=Path, metavar="FILE")
        append.add_argument("--private", action="store_true", help=str(_("文件名或内容涉及个人、或可以猜到：加盐存证")))
        about = append.add_mutually_exclusive_group()
        about.add_argument("--revokes", type=int, metavar="INDEX", help=str(_("撤销第 INDEX 条")))
        about.add_argument("--replaces", type=int, metavar="INDEX", help=str(_("替换第 INDEX 条")))
        mirror = verbs.add_parser("mirror", help=str(_("把日志写成一份文件镜像，只写新增的部分")))
        mirror.add_argument("folder", type=Path, metavar="DIR")
        adopt = verbs.add_parser("adopt", help=str(_("库外记录丢失后，采纳本日志签署过的最新检查点")))
        adopt.add_argument("checkpoint", type=Path, metavar="FILE")
        recover = verbs.add_parser("recover", help=str(_("数据库恢复到旧备份后，从镜像补回缺少的条目")))
        recover.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(**options)
        except Inconsistent as why:
            raise CommandError(str(why)) from why
        except (TrustError, OSError) as fault:
            raise CommandError(_("没有完成：%s") % fault) from fault

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

    def _append(
        self, *, files: list[Path], revokes: int | None, replaces: int | None, private: bool, **options: Any
    ) -> None:
        about = revokes if revokes is not None else replaces
        of = seal_at(about, ACTOR) if about is not None else None
        if about is not None and of is None:
            raise CommandError(_("第 %d 条不是一项存证。") % about)
        relation: Relation = "revokes" if revokes is not None else "replaces" if replaces is not None else ""
        told: dict[str, Any] = {"actor": ACTOR, "now": now(), "relation": relation, "of": of, "private": private}
        for file in files:
            with file.open("rb") as content:
                digest = Digest.of_chunks(iter(lambda: content.read(PIECE), b""))
            seal_file(key=file.name, digest=digest, **told)
            self._say(f"{digest.sha256.hex()}\t{file.name}")

    def _mirror(self, *, folder: Path, **options: Any) -> None:
        head = mirroring.mirror(folder)
        if head is None:
            raise CommandError(_("日志还没有签署过检查点。"))
        self._say(_("镜像：%d 条") % head.size)

    def _adopt(self, *, checkpoint: Path, **options: Any) -> None:
        head = mirroring.adopt(checkpoint.read_bytes())
        self._say(_("已采纳 %d 条的检查点；签署将继续") % head.size)

    def _recover(self, *, folder: Path, **options: Any) -> None:
        self._say(_("补回 %d 条") % mirroring.recover(folder))
