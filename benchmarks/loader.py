"""The loader's rows per second beside reading the file alone, on SQLite and, with ``--postgres URL``, on PostgreSQL.

Two inputs: the register as shipped, and one of ``--editions`` marked synthetic editions in the same layout. For each:
reading (the parser alone), checking (typed records, every rule of the file), the first load into an empty register,
and the load that finds nothing to do. The ratio is to reading alone::

    python -m benchmarks.loader --editions 20000 --postgres postgresql://postgres@127.0.0.1:5432/postgres
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

DATABASE = "quanheng_loader_benchmark"


def main() -> None:
    """Measure in one process for each database, then print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--editions", type=int, default=20_000, help="size of the synthetic file")
    parser.add_argument("--postgres", default="", help="address of a server on which a database may be made")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        json.dump(measure(asked.editions), sys.stdout)
        return
    print(f"{'database':12}{'input':12}{'rows':>8}  {'step':18}{'rows/s':>12}{'of reading':>12}")
    for name, url in databases(asked.postgres):
        for row in in_a_process(url, asked.editions):
            speed, ratio = row["rows"] / row["seconds"], row["reading"] / row["seconds"]
            print(f"{name:12}{row['input']:12}{row['rows']:8}  {row['step']:18}{speed:12,.0f}{ratio:12.3f}", flush=True)
    if asked.postgres:
        on_server(asked.postgres, f"DROP DATABASE {DATABASE}")


def databases(postgres: str) -> list[tuple[str, str]]:
    """SQLite in a folder of its own, and a fresh database on the server when there is one."""
    found = [("sqlite", "")]
    if postgres:
        on_server(postgres, f"DROP DATABASE IF EXISTS {DATABASE}", f"CREATE DATABASE {DATABASE}")
        parts = urlsplit(postgres)
        found.append(("postgresql", urlunsplit(parts._replace(path=f"/{DATABASE}"))))
    return found


def on_server(postgres: str, *statements: str) -> None:
    """Statements outside any transaction."""
    import psycopg

    with psycopg.connect(postgres, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def in_a_process(url: str, editions: int) -> list[dict[str, Any]]:
    """The rows of one database: settings are read when a process starts."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "quanheng.web.settings",
            "QUANHENG_HOME": home,
            "DATABASE_URL": url,
        }
        command = [sys.executable, "-m", "benchmarks.loader", "--measure", "--editions", str(editions)]
        found: list[dict[str, Any]] = json.loads(
            subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout
        )
    return found


def measure(editions: int) -> list[dict[str, Any]]:
    """Every step for both inputs, in the environment of this process."""
    from quanheng.kernel import sqlite

    sqlite.use_bundled_library()
    import django

    django.setup()
    from django.core.management import call_command

    from quanheng.apps.committees.public import load_register as load_committees
    from quanheng.apps.people.public import load_register as load_people
    from quanheng.apps.specifications.loading.files import SHIPPED
    from quanheng.kernel.actor import system_actor
    from quanheng.kernel.clock import now

    call_command("migrate", verbosity=0)
    common: dict[str, Any] = {"actor": system_actor("benchmark"), "now": now()}
    load_people(**common)
    load_committees(**common)
    with tempfile.TemporaryDirectory() as folder:
        return [*steps("shipped", SHIPPED, common), *steps("synthetic", synthetic(Path(folder), editions), common)]


def steps(name: str, folder: Path, common: dict[str, Any]) -> list[dict[str, Any]]:
    """Reading, checking, first load, second load of one folder."""
    from quanheng.apps.specifications.actions.load_register import load_register
    from quanheng.apps.specifications.loading import files

    readers = (files.read_issuers, files.read_editions, files.read_catalogues, files.read_adoptions)
    reading = best(lambda: parse(folder))
    rows = len(files.read_editions(folder)) + sum(len(c.records) for c in files.read_catalogues(folder))
    measured = {
        "reading": reading,
        "checking": best(lambda: [read(folder) for read in readers]),
        "first load": seconds(lambda: load_register(folder=folder, **common)),
        "nothing to do": best(lambda: load_register(folder=folder, **common)),
    }
    return [
        {"input": name, "rows": rows, "step": step, "seconds": taken, "reading": reading}
        for step, taken in measured.items()
    ]


def parse(folder: Path) -> None:
    """The files through their parsers, and nothing else."""
    import yaml

    for path in folder.glob("*.yaml"):
        yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for path in folder.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            json.loads(line)


def synthetic(folder: Path, editions: int) -> Path:
    """A folder like the shipped one with ``editions`` marked synthetic editions in place of the real ones."""
    import yaml

    from quanheng.apps.specifications.loading.files import CATALOGUES, SHIPPED
    from quanheng.apps.specifications.rules.numbers import SYNTHETIC_ISSUER
    from quanheng.apps.specifications.rules.synthetic import plan

    records: list[dict[str, Any]] = []
    for work in plan(editions, seed=1):
        older = ""
        for edition in work.editions:
            number = f"{work.series}({SYNTHETIC_ISSUER}) {work.serial}-{edition.year}"
            record = {
                "number": number,
                "kind": work.kind,
                "title": work.title,
                "issued_on": edition.issued_on,
                "effective_on": edition.effective_on,
                "replaces": [{"number": older}] if older else None,
                "confidence": "R",
                "source": "benchmark",
            }
            records.append({key: value for key, value in record.items() if value is not None})
            older = number
    (folder / "specifications.yaml").write_text(
        yaml.dump(records, Dumper=yaml.CSafeDumper, allow_unicode=True), encoding="utf-8"
    )
    for name in (*CATALOGUES, "adoption.yaml"):
        shutil.copy(SHIPPED / name, folder / name)
    issuers = (SHIPPED / "issuers.yaml").read_text(encoding="utf-8")
    (folder / "issuers.yaml").write_text(
        f"{issuers}  - {{short: {SYNTHETIC_ISSUER}, name: 合成数据}}\n", encoding="utf-8"
    )
    return folder


def best(act: Callable[[], object]) -> float:
    """The best of three: the first also warms files and modules."""
    return min(seconds(act) for _ in range(3))


def seconds(act: Callable[[], object]) -> float:
    """How long it took."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
