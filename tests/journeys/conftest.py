"""A real server on the real records, and a browser that forgives nothing."""

import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from tests.conftest import SHARED
from tests.journeys.office_work import registrar_work, system_work
from tests.journeys.ways_in import first_sign_in
from tests.process.conftest import Platform, eventually

HERE = Path(__file__).parent
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first is the same engine without the windows and pages of a whole browser around it."""
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
expect.set_options(timeout=30_000)
AXE = Axe().axe_script
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A story changes what the next one of its file finds: a file is walked by one worker, and all that need the seats
    by the same one. The pages of everybody are walked by whichever is free.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.enable_socket)
            if "seats" in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.xdist_group("seats"))
            elif item.path.stem != "test_every_page":
                item.add_marker(pytest.mark.xdist_group(item.path.stem))


@dataclass
class Server:
    """The running platform: its address, its home, and what ``up`` said."""

    address: str
    platform: Platform
    said: str


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """``quanheng up`` in a new home with the shipped records, and the legal texts where they are at hand; indexed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    platform = Platform(tmp_path_factory.mktemp("journeys") / "home")
    process = platform.start("up", "--port", str(port), "--workers", "2")
    try:
        said = process.wait_for("平台已就绪")
        if (SHARED / "regulations").is_dir():
            code, loaded = platform.run("law", "load", str(SHARED / "regulations"))
            assert code == 0, loaded
        eventually(lambda: platform.run("check-index")[0] == 0, patience=120)
        yield Server(f"http://127.0.0.1:{port}", platform, said)
    finally:
        platform.end()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.fail("no Chromium on this machine: sudo apt-get install -y chromium-headless-shell libatomic1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*QUIET])
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a page did that no page may do."""

    host: str
    problems: list[str] = field(default_factory=list)

    def on(self, page: Page) -> None:
        """Listen to everything the page says and asks for."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.problems.append(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc != self.host:
            self.problems.append(f"asked another server: {request.url}")

    def _response(self, response: Response) -> None:
        limit = 500 if response.request.resource_type == "document" else 400
        if response.status >= limit:
            self.problems.append(f"HTTP {response.status}: {response.url}")


def visitor(browser: Browser, server: Server, **more: Any) -> BrowserContext:
    """A new visitor, at a desk, in China."""
    context = browser.new_context(
        base_url=server.address,
        viewport=WIDE,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
        **more,
    )
    context.set_default_timeout(60_000)  # a busy machine is slow, not wrong
    return context


@contextmanager
def watched(context: BrowserContext, server: Server) -> Iterator[Page]:
    """A page whose errors, policy violations and foreign requests fail the test that caused them."""
    watch = Watch(urlsplit(server.address).netloc)
    page = context.new_page()
    watch.on(page)
    yield page
    context.close()
    assert watch.problems == []


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A watched page of somebody who has not signed in."""
    with watched(visitor(browser, server), server) as page:
        yield page


@dataclass(frozen=True)
class Seats:
    """Those who hold the platform offices: cookies by sign-in name, and what they made, as ``pages.py`` names it."""

    states: dict[str, Any]
    made: dict[str, str]


@pytest.fixture(scope="session")
def seats(browser: Browser, server: Server) -> Seats:
    """They signed in with the names and passwords that ``up`` printed, and did their office work."""
    found = dict(re.findall(r"登录名 (\S+)，口令 (\S+?)（", server.said))
    assert set(found) == {"registrar", "system", "security", "auditor"}, server.said
    states = {name: _sign_in(browser, server, name, password) for name, password in found.items()}
    with watched(visitor(browser, server, storage_state=states["registrar"]), server) as page:
        made = registrar_work(page)
    with watched(visitor(browser, server, storage_state=states["system"]), server) as page:
        made |= system_work(page, made)
    return Seats(states, made)


def _sign_in(browser: Browser, server: Server, name: str, password: str) -> Any:
    context = visitor(browser, server)
    page = context.new_page()
    first_sign_in(page, name, password)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def seated(browser: Browser, server: Server, seats: Seats) -> Iterator[Callable[[str], Page]]:
    """A watched page of the one who holds a platform office, by sign-in name."""
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(
            watched(visitor(browser, server, storage_state=seats.states[name]), server)
        )


@pytest.fixture
def administrator(seated: Callable[[str], Page]) -> Page:
    """A watched page of the registrar, who keeps the registers."""
    return seated("registrar")


def assert_accessible(page: Page, where: str = "", *, rules: Sequence[str] = ()) -> None:
    """No serious or critical finding of axe on the page as it stands; ``rules``: look for breaches of these only."""
    asked = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": STANDARD}
    options = {"resultTypes": ["violations"], "runOnly": asked}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("options => axe.run(options).then(found => found.violations)", options)
    grave = [
        f"{rule['id']} ({rule['impact']}): {rule['help']}\n"
        + "\n".join(f"      {node['html'][:160]}\n      {node['failureSummary'][:300]}" for node in rule["nodes"][:3])
        for rule in found
        if rule["impact"] in {"serious", "critical"}
    ]
    assert not grave, f"{where or page.url}\n  " + "\n  ".join(grave)


def assert_fits(page: Page) -> None:
    """Nothing sticks out sideways."""
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    if wide <= room:
        return
    outside = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right >
        document.documentElement.clientWidth + 1).slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
    )
    pytest.fail(f"{page.url} is {wide} px wide on a screen of {room} px: {outside}")


def keep_picture(page: Page, name: str) -> None:
    """A screenshot for whoever set QUANHENG_SHOTS to a folder; nothing otherwise."""
    if folder := os.environ.get("QUANHENG_SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def both_ways(page: Page, name: str) -> None:
    """Accessible and fitting, wide in light and on a phone in dark colours; with a picture of each."""
    before = page.viewport_size
    for width, size, scheme in (("wide", WIDE, "light"), ("phone", PHONE, "dark")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert_accessible(page, f"{name} {width} {scheme}")
        assert_fits(page)
        keep_picture(page, f"{name}-{width}")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(before or WIDE)  # type: ignore[arg-type]


def guide_picture(page: Page, name: str) -> None:
    """A picture of the guide, ``docs/images/NAME.png``, as the story stands; only when ``./dev shots`` asks.

    The pictures of pages that need somebody signed in come from the stories that a browser goes through anyway.
    """
    if folder := os.environ.get("QUANHENG_GUIDE_PICTURES"):
        page.wait_for_load_state("networkidle")
        page.screenshot(path=Path(folder) / f"{name}.png")
