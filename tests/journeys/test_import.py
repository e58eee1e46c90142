"""A registrar brings in a table with faults, mends it in the page, confirms, and takes it back; also on a phone."""

import io

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, assert_accessible, assert_fits, guide_picture, keep_picture

MANY = 400
"""Rows enough that the work is seen to go on."""
HEADINGS = ("名称", "类别", "行政区划", "名称")
ROWS = (
    ("浏览器测试甲计量院", "计量技术机构", "江苏"),
    ("浏览器测试乙协会", "没有这一类", "北京"),
    ("浏览器测试丙大学", "院校", "浙江省"),
    ("中国计量科学研究院", "企业", "北京"),
)


def workbook(label: str) -> bytes:
    """Two columns of one heading; one fault; one record that would change; and many more."""
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    for name, *rest in ROWS:
        book.active.append((name, *rest, "备用"))
    for number in range(MANY):
        book.active.append((f"浏览器测试{label}{number:03d}院", "计量技术机构", "四川", "备用"))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("size", [pytest.param(None, id="wide"), pytest.param(PHONE, id="phone")])
def test_a_table_with_faults_is_mended_confirmed_and_taken_back(seated, size):
    page = seated("registrar")
    if size:
        page.set_viewport_size(size)
    page.goto("/workbench/")
    page.get_by_role("link", name="导入文件").click()
    page.get_by_role("link", name="机构", exact=True).last.click()
    page.locator("main input[type=file]").set_input_files(
        {"name": "名单.xlsx", "mimeType": "application/octet-stream", "buffer": workbook("丁" if size else "戊")}
    )
    page.get_by_role("button", name="上传并查看").click()
    page.wait_for_url("**/columns/")
    assert page.get_by_text("“名称”：A1、D1").is_visible(), "a repeated heading is told, and nobody's guess is taken"
    look_at(page, "import-columns", size)
    page.locator("select[name=column-name]").select_option("0")
    page.get_by_role("button", name="读取并比对").click()
    page.get_by_role("heading", name="试算：登记簿还没有改动").wait_for()
    here = page.url
    assert page.locator("main").get_by_text("B3 类别：没有“没有这一类”这个选项").is_visible()
    look_at(page, "import-preview", size)
    if size is None:
        guide_picture(page, "imports-preview")
    mended(page, here, size)
    page.goto(here)
    page.get_by_role("link", name="去确认导入").click()
    look_at(page, "import-confirm", size)
    page.get_by_role("button", name="确认导入").click()
    expect(page.locator("#progress [role=status]")).to_contain_text(f"条，共 {MANY + 4} 条")
    look_at(page, "import-progress", size)
    page.get_by_role("heading", name="各行的情况").wait_for()
    page.goto(f"{here}?outcome=applied")
    assert page.get_by_text(f"共 {MANY + 4} 条").is_visible()
    look_at(page, "import-done", size)
    page.goto("/organisations/?q=浏览器测试乙")
    assert page.get_by_role("link", name="浏览器测试乙协会").first.is_visible()
    taken_back(page, here, size)


def mended(page: Page, here: str, size) -> None:
    """The row at fault is typed over; the row that would change stands beside its record."""
    page.goto(f"{here}?state=change")
    page.get_by_role("link", name="5", exact=True).click()
    assert page.get_by_text("将更正").first.is_visible()
    look_at(page, "import-row-change", size)
    if size is None:
        guide_picture(page, "imports-row")
    page.goto(here)
    page.get_by_role("link", name="3", exact=True).first.click()
    assert page.get_by_text("B3 没有“没有这一类”这个选项").is_visible()
    look_at(page, "import-row", size)
    page.get_by_label("类别").fill("社会团体")
    page.get_by_role("button", name="保存并重新比对").click()
    page.wait_for_url(here)


def taken_back(page: Page, here: str, size) -> None:
    """Undone as a whole, with a reason."""
    page.goto(here)
    page.get_by_role("link", name="撤销这次导入").click()
    page.get_by_label("撤销理由").fill("浏览器测试")
    look_at(page, "import-undo", size)
    page.get_by_role("button", name="撤销导入").click()
    page.locator(".badge", has_text="已撤销").first.wait_for()
    look_at(page, "import-undone", size)
    page.goto("/organisations/?q=浏览器测试乙")
    assert page.get_by_text("浏览器测试乙协会").count() == 0
    page.goto("/organisations/?q=中国计量科学研究院")
    row = page.locator("main table tr").filter(has_text="中国计量科学研究院")
    expect(row.filter(has_text="计量技术机构").first).to_be_visible()


def look_at(page: Page, name: str, size) -> None:
    assert_accessible(page, name)
    assert_fits(page)
    keep_picture(page, f"{name}-{'phone' if size else 'wide'}")
