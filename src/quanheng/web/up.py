"""What must be true before the platform serves, each step safe to repeat and quick when there is nothing to do."""

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from quanheng.apps.people.public import create_administrators
from quanheng.kernel import sqlite
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput
from quanheng.web.registers import load_registers

Step = Callable[[], str]


def on_sqlite() -> bool:
    """Whether the one database is the embedded one."""
    return connection.vendor == "sqlite"


@contextmanager
def one_at_a_time(home: Path) -> Iterator[None]:
    """Hold the home directory: two supervisors on one home would run two index writers. ``CommandError`` if taken."""
    with (home / "up.lock").open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            raise CommandError(
                _("目录 %(home)s 正由进程 %(pid)s 使用。请先停止它，或用 QUANHENG_HOME 另设目录。")
                % {"home": home, "pid": handle.read().strip() or "?"}
            ) from None
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield


def database() -> str:
    """The library is safe, the server answers. ``CommandError`` with the remedy when not."""
    if on_sqlite():
        if fault := sqlite.library_fault():
            raise CommandError(fault)
        import sqlite3

        where = settings.DATABASES["default"]["NAME"]
        return _("数据库：SQLite %(version)s，文件 %(where)s") % {"version": sqlite3.sqlite_version, "where": where}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            version = cursor.fetchone()[0]
    except OperationalError as failure:
        raise CommandError(_("连不上 DATABASE_URL 指定的 PostgreSQL：%s") % str(failure).strip()) from failure
    return _("数据库：PostgreSQL %(version)s，库 %(name)s") % {
        "version": version,
        "name": settings.DATABASES["default"]["NAME"],
    }


def schema() -> str:
    """Apply the migrations that are not applied yet."""
    executor = MigrationExecutor(connection)
    todo = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not todo:
        return _("数据表：已是最新")
    call_command("migrate", interactive=False, verbosity=0)
    return _("数据表：执行了 %d 项迁移") % todo


def records() -> str:
    """Bring the registers to the state the platform ships. ``CommandError`` where the shipped data is damaged."""
    try:
        changed = {loaded.register: loaded.changed for loaded in load_registers(now=now(), progress=lambda _line: None)}
    except BadInput as damaged:
        raise CommandError(str(damaged)) from damaged
    if not any(changed.values()):
        return _("登记数据：没有变化")
    return _("登记数据：已载入 %s") % "，".join(f"{register} {count}" for register, count in changed.items())


def administrators() -> str:
    """An account for each platform office that never had a holder. The passwords are shown here and kept nowhere."""
    opened = create_administrators(actor=system_actor("up"), now=now())
    if not opened:
        return _("管理员：已有")
    lines = [_("管理员：已为 %d 个平台职务各建一个账户，口令只显示这一次，首次登录时须更换") % len(opened)]
    for one in opened:
        values = {"office": one.office, "name": one.username, "password": one.password}
        lines.append(_("  登录名 %(name)s，口令 %(password)s（%(office)s）") % values)
    return "\n".join(lines)


def static_files() -> str:
    """Gather the static files when one of them changed since the last time."""
    mark = Path(settings.STATIC_ROOT) / ".gathered"
    digest, count = _static_digest()
    if mark.exists() and mark.read_text() == digest:
        return _("静态文件：没有变化")
    call_command("collectstatic", interactive=False, verbosity=0, stdout=StringIO())
    mark.write_text(digest)
    return _("静态文件：收集了 %d 个") % count


def _static_digest() -> tuple[str, int]:
    """A digest of name, size and time of every static file, and how many there are."""
    lines = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            lines.append(f"{path} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest(), len(lines)
