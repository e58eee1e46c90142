"""A planning officer brings in a dirty copy and ends with confirmed tasks; the raw copy where it is at hand."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import SHARED
from tests.journeys.conftest import PHONE, WIDE, Server, assert_accessible, assert_fits, visitor, watched
from tests.journeys.people import signed_in

OFFICE = "planning-officer"
RAW = SHARED / "policies" / "raw" / "jiangxi-opinions-2022.txt"
DIRTY = """您当前所在的位置: 首页 > 政策法规
分享到微信
某省关于加强计量工作的实施意见
来源:某网   发布时间:2026-03-01 10:00    点击数:21 打印
一、总体要求
(一)健全量值传递体系。到2027年,建成社会公用计量标准不少于100项,重点领域?盖。(责任单位:省市场监管局、省科技厅)
(二)加强人才队伍建设。每年组织一次技能竞赛,完善考核机制。(牵头单位:省市场监管局;配合单位:省教育厅)
版权所有 某网 ICP备00000000号
"""


def seen(page: Page) -> None:
    """Accessible, and fitting on a phone."""
    assert_accessible(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert_accessible(page)
    assert_fits(page)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]


def test_from_a_dirty_copy_to_confirmed_tasks(browser: Browser, server: Server, tmp_path: Path):
    state = signed_in(browser, server, "plan-samr", (OFFICE, "国家市场监督管理总局"))
    copy = tmp_path / "意见.txt"
    copy.write_text(DIRTY, encoding="utf-8")
    with watched(visitor(browser, server, storage_state=state), server) as page:
        page.goto("/planning/imports/")
        seen(page)
        page.get_by_label("政策文件").set_input_files(copy)
        page.locator("input[name=slug]").fill("journey-opinions-2026")
        page.get_by_role("button", name="上传并读取").click()
        expect(page.locator("h1")).to_contain_text("某省关于加强计量工作的实施意见")
        expect(page.locator("#report")).to_contain_text("相符")
        expect(page.locator("#report")).to_contain_text("损坏处")
        seen(page)
        page.locator("#proposals").get_by_role("link", name=re.compile("修改")).first.click()
        expect(page.locator("mark.quote--deadline")).to_have_text("到2027年")
        seen(page)
        page.locator("input[name=title]").fill("公用计量标准不少于一百项")
        page.get_by_role("button", name="保存并登记为任务").click()
        page.get_by_role("button", name="未定的全部登记").click()
        page.get_by_role("link", name="核对并确认").click()
        expect(page.locator("#accepted")).to_contain_text("公用计量标准不少于一百项")
        seen(page)
        page.get_by_label("我已逐项核对，确认登记").check()
        page.get_by_role("button", name="确认登记").click()
        expect(page.locator("#points")).to_contain_text("公用计量标准不少于一百项")
        page.get_by_role("link", name="公用计量标准不少于一百项").click()
        expect(page.locator("#text")).to_contain_text("建成社会公用计量标准")
        page.get_by_role("link", name="报送进展").click()
        seen(page)


@pytest.mark.skipif(not RAW.exists(), reason="the received copies are not part of the project")
def test_the_real_damaged_copy_of_jiangxis_opinions(browser: Browser, server: Server):
    state = signed_in(browser, server, "plan-jiangxi", (OFFICE, "江西省市场监督管理局"))
    with watched(visitor(browser, server, storage_state=state), server) as page:
        page.goto("/planning/imports/")
        page.get_by_label("政策文件").set_input_files(RAW)
        page.locator("select[name=edition]").select_option("jiangxi-opinions-2022")
        page.get_by_role("button", name="上传并读取").click()
        expect(page.locator("#report")).to_contain_text("25 条")
        seen(page)
        page.get_by_role("button", name="已有在册任务的条目：不登记").click()
        page.get_by_role("button", name="未定的全部登记").click()
        page.get_by_role("link", name="核对并确认").click()
        page.get_by_label("我已逐项核对，确认登记").check()
        page.get_by_role("button", name="确认登记").click()
        expect(page.locator("#points")).to_contain_text("（二十五）")
