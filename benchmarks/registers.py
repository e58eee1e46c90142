"""Marked synthetic registers to measure on, made once, and the pages of them that are measured."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.postgres import with_database

ASKED = Path(__file__).with_name("ask_pages.py")
SEED = 20261122


@dataclass
class Register:
    """One synthetic register: its database, size, environment, and what its pages are."""

    database: str
    size: int
    environment: dict[str, str]
    pages: dict[str, list[str]]
    counts: dict[str, list[int]]
    sizes: dict[str, int]

    def number(self, address: str) -> int:
        """The place of an address in the file the bare view reads."""
        return [one for addresses in self.pages.values() for one in addresses].index(address)

    def queries(self, kind: str) -> list[int]:
        """The most SQL queries a page of a kind needs: with an empty cache, and with a warm one."""
        counts = [self.counts[address] for address in self.pages[kind]]
        return [max(count[at] for count in counts) for at in (0, 1)]


def make(folder: Path, database: str, size: int, clauses: int, postgres: str) -> Register:
    """The register of ``size`` specifications, made unless ``folder`` holds it already."""
    home = folder / f"{database}-{size}"
    home.mkdir(parents=True, exist_ok=True)
    environment = _environment(home, database, size, postgres)
    done = home / "made"
    if not done.exists():
        _quanheng(environment, "migrate", "--verbosity", "0")
        _quanheng(
            environment,
            *("synth", "--yes", "--seed", str(SEED), "--specifications", str(size)),
            *("--organisations", str(size // 10), "--persons", str(size // 10), "--clauses", str(min(clauses, size))),
        )
        _quanheng(environment, "collectstatic", "--no-input", "--verbosity", "0")
        done.write_text("")
    said = subprocess.run([sys.executable, str(ASKED)], env=environment, check=True, stdout=subprocess.PIPE).stdout
    asked = json.loads(said)
    Path(environment["BENCHMARK_ADDRESSES"]).write_text(
        json.dumps([address for addresses in asked["pages"].values() for address in addresses])
    )
    return Register(database, size, environment, asked["pages"], asked["counts"], asked["sizes"])


def _environment(home: Path, database: str, size: int, postgres: str) -> dict[str, str]:
    url = ""
    if database == "postgresql":
        name = f"quanheng_pages_{size}"
        url = with_database(postgres, name)
        if not (home / "made").exists():
            _create(postgres, name)
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "benchmarks.bare_settings",
        "QUANHENG_HOME": str(home),
        "DATABASE_URL": url,
        "BENCHMARK_ADDRESSES": str(home / "addresses.json"),
    }


def _create(postgres: str, name: str) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _quanheng(environment: dict[str, str], *arguments: str) -> None:
    print(f"== quanheng {' '.join(arguments)}", file=sys.stderr, flush=True)
    subprocess.run([sys.executable, "-m", "quanheng", *arguments], env=environment, check=True, stdout=sys.stderr)
