"""``quanheng up``: prepare everything, then serve, in one command that can be run again at any time."""

import os
import socket
import sys
import time
from argparse import ArgumentParser
from functools import partial
from http.client import HTTPConnection, HTTPException
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.utils.translation import gettext as _

from quanheng.web import up
from quanheng.web.config import config
from quanheng.web.serving import web_server
from quanheng.web.supervise import Child, Supervisor


class Command(BaseCommand):
    help = _("准备并运行平台：检查数据库、迁移、载入登记数据、设管理员、收集静态文件，然后提供服务")
    requires_system_checks = ()  # the database is checked by its own step, with a remedy

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help=_("监听地址，默认 127.0.0.1"))
        parser.add_argument("--port", type=int, default=8000, help=_("监听端口，默认 8000"))
        parser.add_argument("--workers", type=int, help=_("工作进程数，默认为处理器核数（--check 时为 1）"))
        parser.add_argument("--check", action="store_true", help=_("启动，等到能正常应答，然后停止"))

    def handle(self, *args: Any, host: str, port: int, workers: int | None, check: bool, **options: Any) -> None:
        """Exit code 0 after an orderly stop; ``CommandError`` when a step failed or nothing ever answered."""
        with up.one_at_a_time(settings.HOME):
            _port_is_free(host, port)
            for step in (up.database, up.schema, up.records, up.administrators, up.static_files):
                self._run(step)
            connections.close_all()
            address = f"http://{_in_address(host)}:{port}"
            if "site_url" not in config.model_fields_set:
                os.environ["QUANHENG_SITE_URL"] = address
            supervisor = Supervisor(
                _children(host, port, workers or (1 if check else _cores())), say=self._say, died=_died
            )
            home = HomePage(host, port)
            if supervisor.run(home.answers, partial(self._ready, address, check=check)):
                raise CommandError(_("服务没有启动成功，原因见上面的输出。首页最后的应答：%s") % home.last)
        self._say(_("已停止。"))

    def _run(self, step: up.Step) -> None:
        begun = time.monotonic()
        sentence = step()
        self._say(f"{sentence}（{time.monotonic() - begun:.1f} s）")

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()

    def _ready(self, address: str, *, check: bool) -> bool:
        self._say(_("平台已就绪：%s") % f"{address}/")
        if not check:
            self._say(_("按 Ctrl-C 停止。"))
        return not check


def _cores() -> int:
    """The cores this process may use: fewer than the machine's in a container."""
    return len(os.sched_getaffinity(0))


def _children(host: str, port: int, workers: int) -> list[Child]:
    web = web_server(host=host, port=port, workers=workers, vendor=connection.vendor)
    own = [sys.executable, "-m", "quanheng"]
    return [
        Child(_("网页服务"), web),
        Child(_("检索索引"), [*own, "index"]),
        Child(_("后台任务"), [*own, "work"]),
        Child(_("透明日志"), [*own, "log", "sequencer"]),
    ]


def _died(child: Child, code: int, pause: float) -> str:
    return _("%(name)s 意外退出（代码 %(code)d），%(pause).1f 秒后重新启动。") % {
        "name": child.name,
        "code": code,
        "pause": pause,
    }


def _in_address(host: str) -> str:
    """The host as a browser on this machine writes it."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"[{host}]" if ":" in host else host


def _port_is_free(host: str, port: int) -> None:
    """Two granians share a port without complaint, so a second platform would silently take half of the requests."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as fault:
            values = {"host": host, "port": port, "fault": fault}
            raise CommandError(_("不能监听 %(host)s:%(port)s（%(fault)s）。请用 --port 另选端口。") % values) from fault


class HomePage:
    """Asks whether the home page is really served, through a host name the settings allow."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = _in_address(host).strip("[]"), port
        self.allowed = next((name for name in settings.ALLOWED_HOSTS if not name.startswith((".", "*"))), "localhost")
        self.last = "—"
        self.due = 0.0

    def answers(self) -> bool:
        """True for status 200; what came instead is kept in ``last``, and asked for again only after a second."""
        if time.monotonic() < self.due:
            return False
        there = HTTPConnection(self.host, self.port, timeout=30)
        try:
            there.request("GET", "/", headers={"Host": self.allowed})
            self.last = f"HTTP {there.getresponse().status}"
            self.due = time.monotonic() + 1
        except (OSError, HTTPException) as fault:
            self.last = str(fault)
        finally:
            there.close()
        return self.last == "HTTP 200"
