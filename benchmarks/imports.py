"""Rows per second of an import beside reading the file alone with the same library, and the longest write transaction.

A workbook of marked example organisations is imported as an office would do it: read and compared (preview), confirmed
and applied, given again (nothing to do), and undone, each by the worker that does it in production. ``of reading`` is
the time of reading the workbook with openpyxl alone, divided by the time of the step. ``longest`` is the longest
transaction that wrote: on SQLite nobody else writes meanwhile. Times are by the wall and, after the slash, of the
processor, which other work on the machine does not change; the worker leaves the lock free for a sixth of its time::

    python -m benchmarks.imports --rows 10000 100000 --postgres postgresql://postgres@127.0.0.1:5432/postgres
"""

import argparse
import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.loader import on_server
from tools.postgres import with_database

DATABASE = "quanheng_imports_benchmark"
HEADINGS = ("名称", "类别", "统一社会信用代码", "行政区划")
KINDS = ("计量技术机构", "企业", "院校", "社会团体")
REGIONS = ("江苏省", "北京", "浙江", "四川")


def main() -> None:
    """Measure in one process for each database and size, then print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000], help="sizes of the workbook")
    parser.add_argument("--postgres", default="", help="address of a server on which a database may be made")
    parser.add_argument("--measure", type=int, default=0, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        json.dump(measure(asked.measure), sys.stdout)
        return
    print(f"{'database':12}{'rows':>8}  {'step':18}{'rows/s':>16}{'of reading':>16}{'longest, s':>16}")
    for rows in asked.rows:
        for name, url in databases(asked.postgres):
            for line in in_a_process(url, rows):
                told = [
                    "/".join(f"{rows / taken:,.0f}" for taken in line["taken"]),
                    "/".join(f"{alone / taken:.3f}" for alone, taken in zip(line["alone"], line["taken"], strict=True)),
                    "/".join(f"{held:.2f}" for held in line["longest"]),
                ]
                print(f"{name:12}{rows:8}  {line['step']:18}{''.join(f'{text:>16}' for text in told)}", flush=True)
    if asked.postgres:
        on_server(asked.postgres, f"DROP DATABASE IF EXISTS {DATABASE}")


def databases(postgres: str) -> Iterator[tuple[str, str]]:
    """SQLite in a folder of its own, and a fresh database on the server when there is one."""
    yield "sqlite", ""
    if postgres:
        on_server(postgres, f"DROP DATABASE IF EXISTS {DATABASE}", f"CREATE DATABASE {DATABASE}")
        yield "postgresql", with_database(postgres, DATABASE)


def in_a_process(url: str, rows: int) -> list[dict[str, Any]]:
    """The lines of one database: settings are read when a process starts."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "quanheng.web.settings",
            "QUANHENG_HOME": home,
            "DATABASE_URL": url,
        }
        command = [sys.executable, "-m", "benchmarks.imports", "--measure", str(rows)]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
        found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def measure(rows: int) -> list[dict[str, Any]]:
    """Every step, in the environment of this process."""
    from quanheng.kernel import sqlite

    sqlite.use_bundled_library()
    import django

    django.setup()
    logging.disable(logging.WARNING)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    actor = registrar()
    raw = workbook(rows)
    alone = min(seconds(lambda: read_alone(raw)) for _round in range(2))
    lines = [{"step": "reading alone", "taken": alone, "longest": (0.0, 0.0)}]
    one = opened(raw, actor)
    lines.append(step("preview", lambda: columns_set(one, actor)))
    lines.append(step("apply", lambda: confirmed(one, actor)))
    again = opened(raw, actor)
    lines.append(step("preview, the same", lambda: columns_set(again, actor)))
    lines.append(step("undo", lambda: undone(one, actor)))
    return [line | {"alone": alone} for line in lines]


def step(name: str, begin: Callable[[], None]) -> dict[str, Any]:
    """The time from the request that begins it to the end of the background work, and the longest transaction."""
    from django.conf import settings

    from quanheng.kernel.work.worker import worker

    def whole() -> None:
        begin()
        worker(Path(settings.HOME), once=True).run()

    with transactions() as held:
        taken = seconds(whole)
    return {"step": name, "taken": taken, "longest": max(held)}


Times = tuple[float, float]
"""By the wall, and of the processor."""


def moment() -> Times:
    """Now, by both clocks."""
    return time.perf_counter(), time.process_time()


def since(begun: Times) -> Times:
    """What has passed, by both clocks."""
    wall, processor = moment()
    return wall - begun[0], processor - begun[1]


@contextmanager
def transactions() -> Iterator[list[Times]]:
    """How long each transaction is open, from the moment it has its lock to its end."""
    from django.db.backends.base.base import BaseDatabaseWrapper

    original, held = BaseDatabaseWrapper.set_autocommit, [(0.0, 0.0)]
    begun: list[Times] = []

    def timed(self: Any, autocommit: bool, *args: Any, **more: Any) -> None:
        original(self, autocommit, *args, **more)
        if autocommit and begun:
            held.append(since(begun.pop()))
        begun[:] = [] if autocommit else [moment()]

    BaseDatabaseWrapper.set_autocommit = timed  # type: ignore[method-assign]
    yield held
    BaseDatabaseWrapper.set_autocommit = original  # type: ignore[method-assign]


def seconds(act: Callable[[], Any]) -> Times:
    """How long it takes."""
    begun = moment()
    act()
    return since(begun)


def registrar() -> Any:
    """The actor of a registrar, and the vocabularies."""
    from quanheng.apps.people.models import Account, Organisation, Person
    from quanheng.apps.people.public import actor_for, load_register
    from quanheng.kernel.actor import system_actor
    from quanheng.kernel.clock import now

    load_register(actor=system_actor("benchmark"), now=now())
    from quanheng.apps.people.models import Appointment

    known: dict[str, Any] = {"source": "benchmark", "confidence": "B", "changed_at": now()}
    person = Person.objects.create(key="P000001", name="登记员", **known)
    where = Organisation.objects.order_by("pk").first()
    assert where is not None
    Appointment.objects.create(
        person=person, office_id="registrar", organisation=where, start=now().date().replace(year=2020), **known
    )
    account = Account.objects.create(username="registrar", person=person, created_at=now())
    return actor_for(Account.objects.select_related("person").get(pk=account.pk))


def workbook(rows: int) -> bytes:
    """Organisations with valid credit codes."""
    from io import BytesIO

    from openpyxl import Workbook

    from quanheng.apps.people.rules.credit_code import check_character

    book = Workbook(write_only=True)
    sheet = book.create_sheet("机构")
    sheet.append(HEADINGS)
    for number in range(rows):
        body = f"12{320000 + number % 1000:06d}{number:09d}"
        sheet.append(
            [f"示例计量机构{number:06d}", KINDS[number % 4], body + check_character(body), REGIONS[number // 4 % 4]]
        )
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def read_alone(raw: bytes) -> int:
    """Every cell, by the library the importer reads with."""
    from io import BytesIO

    import openpyxl

    book = openpyxl.load_workbook(BytesIO(raw), read_only=True)
    return sum(len(row) for row in book.worksheets[0].iter_rows(values_only=True))


def opened(raw: bytes, actor: Any) -> Any:
    """The file given."""
    from quanheng.apps.imports.actions.open_import import open_import
    from quanheng.kernel.clock import now
    from quanheng.kernel.files import store
    from quanheng.kernel.imports import TABLES, importer_of

    file = store(raw, "benchmark.xlsx", allowed=TABLES)
    importer = importer_of("organisations")
    return open_import(importer=importer, file=file, name="benchmark.xlsx", actor=actor, now=now())


def columns_set(one: Any, actor: Any) -> None:
    """Reading begins."""
    from quanheng.apps.imports.actions.set_columns import set_columns
    from quanheng.kernel.clock import now
    from quanheng.kernel.imports import ColumnMap

    columns = ColumnMap(0, 1, {"name": 0, "kind": 1, "credit_code": 2, "region": 3})
    set_columns(one=one, columns=columns, sheet="", actor=actor, now=now())


def confirmed(one: Any, actor: Any) -> None:
    """Applying begins."""
    from quanheng.apps.imports.actions.confirm import confirm
    from quanheng.kernel.clock import now

    one.refresh_from_db()
    confirm(one=one, actor=actor, now=now())


def undone(one: Any, actor: Any) -> None:
    """Undoing begins."""
    from quanheng.apps.imports.actions.confirm_undo import confirm_undo
    from quanheng.kernel.clock import now

    one.refresh_from_db()
    confirm_undo(one=one, whole=True, reason="benchmark", actor=actor, now=now())


if __name__ == "__main__":
    main()
