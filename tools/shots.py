"""``./dev shots``: the screenshots of the documentation, of the real platform on the shipped records."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tools.report import ROOT, say

IMAGES = ROOT / "docs" / "images"
TEXTS = Path(os.environ.get("QUANHENG_SHARED_DATA", ROOT.parent / "shared" / "data")) / "regulations"
"""The legal texts that the project does not carry: one picture shows an article."""
GUIDE = "guide_picture"
SIZES = {"wide": ViewportSize(width=1280, height=860), "phone": ViewportSize(width=390, height=844)}


@dataclass(frozen=True)
class Shot:
    """One picture: its file name, what it shows, and how wide and in which colours."""

    name: str
    address: str
    size: Literal["wide", "phone"] = "wide"
    scheme: Literal["light", "dark"] = "light"


SHOTS = (
    Shot("home", "/"),
    Shot("specifications", "/specifications/"),
    Shot("specification", "/specifications/JJF-1070-2023/"),
    Shot("specification-dark", "/specifications/JJF-1070-2023/", scheme="dark"),
    Shot("specification-phone", "/specifications/JJF-1070-2023/", size="phone"),
    Shot("search", "/search/?q=秤"),
    Shot("search-phone", "/search/?q=秤", size="phone"),
    Shot("committees", "/committees/"),
    Shot("committees-coverage", "/committees/coverage/"),
    Shot("law", "/law/metrology-law-2018/10/"),
    Shot("law-compare", "/law/samr-order-89-2024/compare/aqsiq-order-36-2002/"),
    Shot("units", "/units/"),
    Shot("convert", "/units/convert/?value=120&from=mmHg&to=kPa"),
    Shot("open-data", "/open-data/"),
    Shot("planning", "/planning/"),
    Shot("planning-task", "/planning/tasks/work-points-2024-p12-1/"),
    Shot("label-check-phone", "/v/", size="phone"),
    Shot("verify", "/verify/?q=LICENSE"),
    Shot("verify-phone", "/verify/?q=LICENSE#answer", size="phone"),
    Shot("log", "/log/"),
)


@contextmanager
def platform() -> Iterator[str]:
    """The address of a platform in a temporary home."""
    with tempfile.TemporaryDirectory(prefix="quanheng-shots-") as home, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        command = [sys.executable, "-m", "quanheng", "up", "--port", str(port), "--workers", "1"]
        environment = os.environ | {"QUANHENG_HOME": home, "DATABASE_URL": ""}
        process = subprocess.Popen(command, env=environment, stdout=sys.stderr)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/search/?q=JJF", process)
            load = [sys.executable, "-m", "quanheng", "law", "load", str(TEXTS)]
            subprocess.run(load, env=environment, stdout=sys.stderr, check=True)
            seal = [sys.executable, "-m", "quanheng", "log", "append", str(ROOT / "LICENSE"), str(ROOT / "NOTICE")]
            subprocess.run(seal, env=environment, stdout=sys.stderr, check=True)
            yield address
        finally:
            process.terminate()
            process.wait()


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Until the search answers, which is what becomes ready last."""
    for _ in range(240):
        if process.poll() is not None:
            raise SystemExit("the platform did not start")
        try:
            with urllib.request.urlopen(address, timeout=10):  # noqa: S310  our own server
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the platform did not answer in two minutes")


def take(browser: Browser, address: str, shot: Shot) -> None:
    """One picture."""
    context = browser.new_context(
        base_url=address, viewport=SIZES[shot.size], color_scheme=shot.scheme, locale="zh-CN", reduced_motion="reduce"
    )
    page = context.new_page()
    answer = page.goto(shot.address)
    if answer is None or answer.status != 200:  # noqa: PLR2004
        raise SystemExit(f"{shot.address} answers {answer and answer.status}")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / f"{shot.name}.png")
    say(f"docs/images/{shot.name}.png")
    context.close()


def stories() -> int:
    """The pictures that the browser's stories keep on their way (``guide_picture``): the exit code of those stories."""
    stories = [
        str(path) for path in sorted((ROOT / "tests" / "journeys").glob("test_*.py")) if GUIDE in path.read_text()
    ]
    environment = os.environ | {"QUANHENG_GUIDE_PICTURES": str(IMAGES), "DATABASE_URL": ""}
    return subprocess.run([sys.executable, "-m", "pytest", *stories], cwd=ROOT, env=environment, check=False).returncode


def main() -> int:
    """Take them all."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with platform() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell"),
            args=["--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
        )
        for shot in SHOTS:
            take(browser, address, shot)
        browser.close()
    return stories()


if __name__ == "__main__":
    sys.exit(main())
