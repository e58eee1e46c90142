"""A verifier that shares no line with the platform: Go's own packages, in one small program (``verifier/main.go``)."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

HERE = Path(__file__).parent
GO_SOURCES = Path("/usr/share/gocode")
"""Where Debian's golang-golang-x-mod-dev lies."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.process)
            item.add_marker(pytest.mark.enable_socket)


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The verifier, built offline from what Debian ships."""
    if not shutil.which("go") or not (GO_SOURCES / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        pytest.skip("needs Go: apt-get install golang-go golang-golang-x-mod-dev (./dev test does)")
    place = tmp_path_factory.mktemp("verifier")
    offline = {"GO111MODULE": "off", "GOPATH": str(GO_SOURCES), "GOFLAGS": "", "GOPROXY": "off"}
    offline["CGO_ENABLED"] = "1" if shutil.which("gcc") else "0"  # Debian's compiled packages are those with cgo
    environment = {**os.environ, **offline, "GOCACHE": str(place / "cache")}
    built = place / "verifier"
    done = subprocess.run(
        ["go", "build", "-o", built, HERE / "verifier" / "main.go"],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    shutil.rmtree(place / "cache")
    return built


@pytest.fixture
def verifier(program: Path):
    """Run it: the exit code and what it said."""

    def run(url: str, key: object, *options: str | Path) -> tuple[int, str]:
        command = [program, "-url", url, "-key", str(key), *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        return done.returncode, done.stdout + done.stderr

    return run


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: the tests judge by what the verifier says."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a plain file server for a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder and the address under which a plain file server shows it."""
    folder = tmp_path / "log"
    folder.mkdir()
    with serving(folder) as url:
        yield folder, url
