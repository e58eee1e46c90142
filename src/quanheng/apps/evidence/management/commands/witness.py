"""``quanheng witness``: cosign the checkpoints of other people's logs. Has its own key and its own small database."""

import signal
import threading
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quanheng.apps.evidence.witness.server import serve
from quanheng.apps.evidence.witness.store import SQLiteStore
from quanheng.core.trust.algorithms import COSIGNATURE
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.notes import SignerKey, VerifierKey
from quanheng.core.trust.signers.key_files import generate, read_key, write_key
from quanheng.core.trust.witness import Witness


class Command(BaseCommand):
    help = _("见证方：为指定的透明日志联署检查点，保证它只增不改、对谁都一样")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help=_("见证方名称，例如 witness.example/w1"))
        parser.add_argument("--log", action="append", required=True, metavar="VKEY", help=_("见证的日志公钥，可以多个"))
        parser.add_argument("--home", type=Path, required=True, metavar="DIR", help=_("私钥和数据库所在目录"))
        parser.add_argument("--host", default="127.0.0.1", help=_("监听地址"))
        parser.add_argument("--port", type=int, default=8600, help=_("监听端口"))

    def handle(self, *args: Any, name: str, log: list[str], home: Path, host: str, port: int, **options: Any) -> None:
        """Until told to stop. The verifier key for the logs' policy files is printed first."""
        home.mkdir(parents=True, exist_ok=True)
        path = home / "witness.pem"
        if not path.exists():
            write_key(path, generate("ed25519"))
        try:
            key = SignerKey(name, read_key(path), COSIGNATURE)
            logs: dict[str, list[VerifierKey]] = {}
            for one in map(VerifierKey.parse, log):
                logs.setdefault(one.name, []).append(one)
        except TrustError as fault:
            raise CommandError(_("不能启动：%s") % fault) from fault
        server = serve(Witness((key,), logs, SQLiteStore(home / "witness.sqlite3")), host, port)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_received: threading.Thread(target=server.shutdown).start())
        self.stdout.write(_("见证方公钥：%s") % key.verifier)
        self.stdout.write(_("见证方：运行中，按 Ctrl-C 停止"))
        self.stdout.flush()
        server.serve_forever()
        server.server_close()
