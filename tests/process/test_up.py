"""``quanheng up`` as an operator meets it."""

import os
import re
import signal
import socket
import sys
import urllib.request

import pytest

from tests.process.conftest import Platform, children_of, command_of, eventually, read_until

READY = "平台已就绪"
NO_SUCH_SERVER = "postgresql://nobody@127.0.0.1:1/nothing"


def page(port: int, path: str = "/") -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return answer.status


def answers(port: int) -> bool:
    try:
        return page(port) == 200
    except OSError:
        return False


def started(platform: Platform, port: int):
    process = platform.start("up", "--port", str(port), "--workers", "1")
    return process, read_until(process, READY)


def test_it_works_in_a_new_home_and_again_with_nothing_left_to_do(platform, port):
    first = platform.run("up", "--check", "--port", str(port), "--workers", "1")
    assert first.returncode == 0, first.stdout
    assert READY in first.stdout
    assert len(re.findall(r"口令 \S+", first.stdout)) == 1, "the password is printed, once"
    again = platform.run("up", "--check", "--port", str(port), "--workers", "1")
    assert again.returncode == 0, again.stdout
    assert "口令" not in again.stdout
    assert "数据表：已是最新" in again.stdout
    assert "静态文件：没有变化" in again.stdout


def test_it_works_the_same_on_postgresql(postgres_platform, port):
    for _ in range(2):
        done = postgres_platform.run("up", "--check", "--port", str(port), "--workers", "1")
        assert done.returncode == 0, done.stdout
        assert "数据库：PostgreSQL" in done.stdout
        assert READY in done.stdout
    assert not (postgres_platform.home / "quanheng.sqlite3").exists()


def test_the_web_server_and_the_index_writer_come_back_and_stop_together(platform, port):
    process, _ = started(platform, port)
    web, index = (
        next(pid for pid in children_of(process.pid) if word in command_of(pid)) for word in ("granian", "index")
    )
    for pid, word in ((web, "granian"), (index, "index")):
        os.kill(pid, signal.SIGKILL)
        eventually(lambda pid=pid, word=word: _another(process.pid, word, pid))
    eventually(lambda: answers(port))
    family = [*children_of(process.pid), *(pid for child in children_of(process.pid) for pid in children_of(child))]
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == 0
    assert [pid for pid in family if "quanheng" in command_of(pid)] == []
    assert not answers(port)


def _another(parent: int, word: str, old: int) -> bool:
    return any(pid != old and word in command_of(pid) for pid in children_of(parent))


def test_a_taken_port_is_named_before_anything_is_done(platform):
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = platform.run("up", "--check", "--port", str(other.getsockname()[1]))
    assert done.returncode != 0
    assert "--port" in done.stdout
    assert not (platform.home / "quanheng.sqlite3").exists()


def test_a_home_that_is_in_use_is_not_used_twice(platform, port):
    process, _ = started(platform, port)
    second = platform.run("up", "--check", "--port", str(port + 1))
    assert second.returncode != 0
    assert str(process.pid) in second.stdout
    assert "QUANHENG_HOME" in second.stdout


def test_a_database_that_does_not_answer_is_a_sentence_not_a_traceback(tmp_path, port):
    platform = Platform(tmp_path / "home", DATABASE_URL=NO_SUCH_SERVER)
    done = platform.run("up", "--check", "--port", str(port))
    assert done.returncode != 0
    assert "DATABASE_URL" in done.stdout
    assert "Traceback" not in done.stdout


OLD = (
    "import sys, pysqlite3; pysqlite3.sqlite_version_info = (3, 40, 1); pysqlite3.sqlite_version = '3.40.1'; "
    "sys.argv[1:] = sys.argv[1].split(); from quanheng.__main__ import main; main()"
)


@pytest.mark.parametrize("command", ["up --check", "migrate", "check"])
def test_an_old_sqlite_is_refused_before_the_database_is_opened(platform, command, port):
    import subprocess

    arguments = f"{command} --port {port}" if command.startswith("up") else command
    done = subprocess.run(
        [sys.executable, "-c", OLD, arguments],
        env=platform.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode != 0
    assert "3.40.1 has the WAL-reset corruption fault" in done.stdout + done.stderr
    assert not (platform.home / "quanheng.sqlite3").exists()


def test_an_old_sqlite_is_refused_by_the_web_server_itself(platform):
    import subprocess

    code = "import pysqlite3; pysqlite3.sqlite_version_info = (3, 40, 1); import quanheng.web.wsgi"
    done = subprocess.run(
        [sys.executable, "-c", code], env=platform.environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
    assert "WAL-reset" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("DATABASE_URL", "mysql://here/there"), ("QUANHENG_SQLITE_SYNCHRONOUS", "OFF")]
)
def test_a_wrong_setting_is_named_without_a_traceback(tmp_path, name, value):
    done = Platform(tmp_path / "home", **{name: value}).run("check")
    assert done.returncode == 1
    assert name in done.stdout
    assert "Traceback" not in done.stdout
