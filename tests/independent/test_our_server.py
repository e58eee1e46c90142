"""The running platform, read by Go."""

import json
import urllib.request

from tests.process.conftest import Platform, eventually, platform, port, postgres_platform, postgres_url

__all__ = ["platform", "port", "postgres_platform", "postgres_url"]


def fetched(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return answer.read().decode()


def size_of(port: int) -> int:
    try:
        return int(fetched(port, "/log/checkpoint").split("\n")[1])
    except OSError:
        return 0


def verified_twice(platform: Platform, port: int, verifier, tmp_path) -> None:
    """The log of a new platform, and the same after it grew."""
    platform.start("up", "--port", str(port), "--workers", "1").wait_for("平台已就绪")
    first = eventually(lambda: size_of(port))
    url, key = f"http://127.0.0.1:{port}/log", fetched(port, "/log/key").strip()
    code, said = verifier(url, key, "-save", tmp_path / "old")
    assert code == 0, said
    assert json.loads(said)["sampled"] > 0
    code, out = platform.run("synth", "--organisations", "40", "--yes", "--no-index")
    assert code == 0, out
    eventually(lambda: size_of(port) > first)
    code, said = verifier(url, key, "-old", tmp_path / "old")
    assert code == 0, said
    assert json.loads(said)["size"] > json.loads(said)["old"] >= first


def test_go_verifies_the_log_of_a_running_platform_and_that_it_grew(platform, port, verifier, tmp_path):
    verified_twice(platform, port, verifier, tmp_path)


def test_go_verifies_the_log_of_a_running_platform_on_postgresql(postgres_platform, port, verifier, tmp_path):
    verified_twice(postgres_platform, port, verifier, tmp_path)
