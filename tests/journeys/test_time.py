"""The platform's time and its timestamps, as people see them: measured against servers, stamped, compared."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import (
    Server,
    both_ways,
    guide_picture,
)
from tests.process.authority import Authority, openssl
from tests.process.time_servers import serving

ROUNDS = 6


def seen(page: Page, name: str) -> None:
    """In both ways."""
    both_ways(page, f"time-{name}")


@pytest.fixture
def measured(server: Server) -> Iterator[None]:
    """Some rounds against three servers, one of which is wrong at the end."""
    platform = server.platform
    with serving(0.3) as a, serving(-0.2) as b, serving(0.1) as c, serving(4_000) as off:
        for number in range(ROUNDS):
            last = off if number == ROUNDS - 1 else c
            platform.environment["QUANHENG_TIME_SOURCES"] = f"{a},{b},{last}"
            code, said = platform.run("time", "measure")
            assert code == 0, said
        del platform.environment["QUANHENG_TIME_SOURCES"]
        yield


@pytest.fixture
def stamped(server: Server, tmp_path: Path) -> Iterator[None]:
    """The latest checkpoint, stamped."""
    if openssl() is None:
        pytest.skip("needs the openssl program")
    authority, platform = Authority(tmp_path / "tsa"), server.platform
    with authority.serving() as url:
        settings = {"QUANHENG_TSA_URL": url, "QUANHENG_TSA_ROOTS": str(authority.root)}
        platform.environment |= settings
        code, said = platform.run("timestamp", "take")
        assert code == 0, said
        for name in settings:
            del platform.environment[name]
        yield


def test_the_clock_is_measured_and_what_it_means_is_said(page: Page, seated: Any, measured: None):
    page.goto("/time/")
    expect(page.locator("main")).to_contain_text("与时间源一致")
    expect(page.locator("main")).to_contain_text("没有在有效期内的外部比对")
    assert page.locator("svg.chart circle").count() >= ROUNDS
    page.locator("#now").get_by_text("与多数不一致").wait_for()
    seen(page, "clock")
    guide_picture(page, "time")
    page.locator("#now a").first.click()
    expect(page.locator("h1")).to_contain_text("测时")
    seen(page, "round")
    keeper = seated("system")
    keeper.goto("/time/comparisons/enter/")
    seen(keeper, "enter")
    for label, value in (
        ("测量机构", "中国计量科学研究院"),
        ("证书或报告编号", "SJpl2026-00012"),
        ("溯源至", "UTC(NIM)"),
        ("比对时间", "2026-03-08 10:20:30"),
        ("偏差（ms）", "-0.35"),
        ("扩展不确定度（ms）", "0.5"),
    ):
        keeper.get_by_label(label).first.fill(value)
    keeper.get_by_role("button", name="登记", exact=True).click()
    expect(keeper.locator("#comparisons")).to_contain_text("SJpl2026-00012")
    page.goto("/time/?days=365")
    expect(page.locator("#comparisons")).to_contain_text("UTC(NIM)")
    seen(page, "compared")


def test_a_checkpoint_is_stamped_and_shown(page: Page, stamped: None):
    page.goto("/timestamps/")
    seen(page, "stamps")
    page.locator("tbody a").first.click()
    expect(page.locator("h1")).to_have_text(re.compile(r"时间戳 \d+"))
    expect(page.locator("main")).to_contain_text("CN=Test TSA")
    seen(page, "stamp")
    guide_picture(page, "timestamp")
