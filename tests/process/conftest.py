"""Real processes of the platform, each with a home and a port of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
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


class Platform:
    """The command line of the platform with an environment of its own."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = home
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("QUANHENG_", "DATABASE_"))},
            "QUANHENG_HOME": str(home),
            "PYTHONUNBUFFERED": "1",
            **environment,
        }
        self.started: list[subprocess.Popen[str]] = []

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """A running ``quanheng`` whose output is one stream."""
        process = subprocess.Popen(
            [sys.executable, "-m", "quanheng", *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.started.append(process)
        return process

    def run(self, *arguments: str, patience: float = 300) -> "subprocess.CompletedProcess[str]":
        """Run to the end."""
        process = self.start(*arguments)
        said, _ = process.communicate(timeout=patience)
        return subprocess.CompletedProcess(process.args, process.returncode, said)

    def end(self) -> None:
        """Nothing outlives its test."""
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.communicate(timeout=20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.communicate()
            elif process.stdout and not process.stdout.closed:
                process.stdout.close()


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


def read_until(process: "subprocess.Popen[str]", words: str, patience: float = 300) -> str:
    """What the process says up to and with the line that holds ``words``."""
    said, deadline = "", time.monotonic() + patience
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        if words in line:
            return said
        assert time.monotonic() < deadline, f"no {words!r} in:\n{said}"
    pytest.fail(f"the process ended without {words!r}:\n{said}")


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
