"""Real processes of the platform, each with a home and a port of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from tools.test import with_database

HERE = Path(__file__).parent
GIVEN = "QUANHENG_TEST_POSTGRES"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.process)
            item.add_marker(pytest.mark.enable_socket)


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The address of a new, empty database, removed afterwards."""
    server = os.environ.get(GIVEN)
    if not server:
        pytest.skip(f"needs a PostgreSQL server; `./dev test` finds or starts one and sets {GIVEN}")
    name = f"quanheng_process_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(name))
        )
        yield with_database(server, name)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    assert urlsplit(server).path.lstrip("/") != name


class Running:
    """A process of the platform and, in a file so that no pipe can fill up, what it says."""

    def __init__(self, arguments: Sequence[str], environment: dict[str, str], output: Path) -> None:
        self.output = output
        with output.open("w") as sink:
            self.process = subprocess.Popen(arguments, env=environment, stdout=sink, stderr=subprocess.STDOUT)
        self.pid = self.process.pid

    def said(self) -> str:
        """Everything it said so far."""
        return self.output.read_text(errors="replace")

    def wait_for(self, words: str, patience: float = 300) -> str:
        """What it said once that holds ``words``."""
        deadline = time.monotonic() + patience
        while words not in (said := self.said()):
            ended = self.process.poll() is not None
            if (ended and words not in self.said()) or time.monotonic() > deadline:
                pytest.fail(f"{'ended' if ended else 'too slow'} without {words!r}:\n{said}")
            time.sleep(0.05)
        return said

    def end(self, number: int = signal.SIGTERM, patience: float = 30) -> int:
        """Send a signal if it still runs, and wait. The exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return self.process.returncode


class Platform:
    """The command line of the platform with an environment of its own."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = home
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("QUANHENG_", "DATABASE_"))},
            "QUANHENG_HOME": str(home),
            "PYTHONUNBUFFERED": "1",
            "DJANGO_SETTINGS_MODULE": "quanheng.web.settings",
            **environment,
        }
        self.started: list[Running] = []

    def python(self, *arguments: str) -> Running:
        """A running interpreter."""
        self.home.parent.mkdir(parents=True, exist_ok=True)
        output = self.home.with_name(f"{self.home.name}-said-{len(self.started)}.txt")
        self.started.append(Running([sys.executable, *arguments], self.environment, output))
        return self.started[-1]

    def start(self, *arguments: str) -> Running:
        """A running ``quanheng``."""
        return self.python("-m", "quanheng", *arguments)

    def run(self, *arguments: str, patience: float = 300) -> tuple[int, str]:
        """Run ``quanheng`` to its end: the exit code and what it said."""
        return self.finish(self.start(*arguments), patience)

    def finish(self, running: Running, patience: float = 300) -> tuple[int, str]:
        """Wait for the end: the exit code and what was said."""
        return running.process.wait(patience), running.said()

    def end(self) -> None:
        """Nothing outlives its test."""
        for running in self.started:
            running.end()


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Platform]:
    """A platform in a new home on SQLite."""
    made = Platform(tmp_path / "home")
    yield made
    made.end()


@pytest.fixture
def postgres_platform(tmp_path: Path, postgres_url: str) -> Iterator[Platform]:
    """A platform in a new home on PostgreSQL."""
    made = Platform(tmp_path / "home", DATABASE_URL=postgres_url)
    yield made
    made.end()


def eventually(condition, patience: float = 30.0):
    """The first true answer of ``condition``; fails after ``patience`` seconds."""
    deadline = time.monotonic() + patience
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"still not: {condition}"
        time.sleep(0.1)
    return answer


def children_of(pid: int) -> list[int]:
    """The direct children of a process."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(number) for number in text.split()]


def command_of(pid: int) -> str:
    """How a process was started; empty once it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
