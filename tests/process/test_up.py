"""``quanheng up`` as an operator meets it."""

import os
import re
import signal
import socket
import urllib.request

import pytest

from tests.process.conftest import Platform, Running, children_of, command_of, eventually

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


def started(platform: Platform, port: int) -> Running:
    running = platform.start("up", "--port", str(port), "--workers", "1")
    running.wait_for(READY)
    return running


def test_it_works_in_a_new_home_and_again_with_nothing_left_to_do(platform, port):
    code, first = platform.run("up", "--check", "--port", str(port), "--workers", "1")
    assert (code, READY in first) == (0, True), first
    names = re.findall(r"登录名 (\S+)，口令 \S{23}（", first)
    assert names == ["registrar", "system", "security", "auditor"], "each password is printed, once"
    code, again = platform.run("up", "--check", "--port", str(port), "--workers", "1")
    assert (code, READY in again) == (0, True), again
    assert "口令" not in again
    assert "数据表：已是最新" in again
    assert "静态文件：没有变化" in again


def test_it_works_the_same_on_postgresql(postgres_platform, port):
    for _ in range(2):
        code, said = postgres_platform.run("up", "--check", "--port", str(port), "--workers", "1")
        assert (code, READY in said) == (0, True), said
        assert "数据库：PostgreSQL" in said
    assert not (postgres_platform.home / "quanheng.sqlite3").exists()


def test_the_web_server_the_index_writer_and_the_worker_come_back_and_stop_together(platform, port):
    up = started(platform, port)
    for word in ("granian", "quanheng index", "quanheng work", "quanheng log sequencer"):
        (child,) = (pid for pid in children_of(up.pid) if word in command_of(pid))
        os.kill(child, signal.SIGKILL)
        eventually(lambda word=word, child=child: _another(up.pid, word, child))
    eventually(lambda: answers(port))
    family = [*children_of(up.pid), *(pid for child in children_of(up.pid) for pid in children_of(child))]
    assert len(family) >= 4, "the server, its worker, the index writer, the background worker"
    assert up.end() == 0
    assert [pid for pid in family if "quanheng" in command_of(pid)] == []
    assert not answers(port)


def _another(parent: int, word: str, old: int) -> bool:
    return any(pid != old and word in command_of(pid) for pid in children_of(parent))


def test_a_taken_port_is_named_before_anything_is_done(platform):
    with socket.create_server(("127.0.0.1", 0)) as other:
        code, said = platform.run("up", "--check", "--port", str(other.getsockname()[1]))
    assert code != 0
    assert "--port" in said
    assert "Traceback" not in said
    assert not (platform.home / "quanheng.sqlite3").exists()


def test_a_home_that_is_in_use_is_not_used_twice(platform, port):
    up = started(platform, port)
    code, said = platform.run("up", "--check", "--port", str(port + 1))
    assert code != 0
    assert str(up.pid) in said
    assert "QUANHENG_HOME" in said


def test_a_database_that_does_not_answer_is_a_sentence_not_a_traceback(tmp_path, port):
    code, said = Platform(tmp_path / "home", DATABASE_URL=NO_SUCH_SERVER).run("up", "--check", "--port", str(port))
    assert code != 0
    assert "DATABASE_URL" in said
    assert "Traceback" not in said


OLD = (
    "import sys, pysqlite3; pysqlite3.sqlite_version_info = (3, 40, 1); pysqlite3.sqlite_version = '3.40.1'; "
    "sys.argv[1:] = sys.argv[1].split(); from quanheng.__main__ import main; main()"
)


@pytest.mark.parametrize("command", ["up --check", "migrate", "check"])
def test_an_old_sqlite_is_refused_before_the_database_is_opened(platform, command, port):
    arguments = f"{command} --port {port}" if command.startswith("up") else command
    code, said = platform.finish(platform.python("-c", OLD, arguments))
    assert code != 0
    assert "3.40.1 has the WAL-reset corruption fault" in said
    assert not (platform.home / "quanheng.sqlite3").exists()


def test_an_old_sqlite_is_refused_by_the_web_server_itself(platform):
    script = "import pysqlite3; pysqlite3.sqlite_version_info = (3, 40, 1); import quanheng.web.wsgi"
    code, said = platform.finish(platform.python("-c", script))
    assert code != 0
    assert "ImproperlyConfigured" in said
    assert "WAL-reset" in said


@pytest.mark.parametrize(
    ("name", "value"), [("DATABASE_URL", "mysql://here/there"), ("QUANHENG_SQLITE_SYNCHRONOUS", "OFF")]
)
def test_a_wrong_setting_is_named_without_a_traceback(tmp_path, name, value):
    code, said = Platform(tmp_path / "home", **{name: value}).run("check")
    assert code == 1
    assert name in said
    assert "Traceback" not in said
