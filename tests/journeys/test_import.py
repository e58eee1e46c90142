"""A registrar brings in a table with faults, mends it in the page, confirms, and takes it back; also on a phone."""

import io

import openpyxl
import pytest

from tests.journeys.conftest import PHONE, assert_accessible, assert_fits, keep_picture

ROWS = (
    ("名称", "类别", "行政区划"),
    ("浏览器测试甲计量院", "计量技术机构", "江苏"),
    ("浏览器测试乙协会", "没有这一类", "北京"),
    ("浏览器测试丙大学", "院校", "浙江省"),
)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
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
        {"name": "名单.xlsx", "mimeType": "application/octet-stream", "buffer": workbook()}
    )
    page.get_by_role("button", name="上传并查看").click()
    page.wait_for_url("**/columns/")
    look_at(page, "import-columns", size)
    page.get_by_role("button", name="读取并比对").click()
    page.get_by_role("heading", name="试算：登记簿还没有改动").wait_for()
    here = page.url
    assert page.locator("main").get_by_text("B3 类别：没有“没有这一类”这个选项").is_visible()
    look_at(page, "import-preview", size)
    page.get_by_role("link", name="3", exact=True).click()
    look_at(page, "import-row", size)
    page.get_by_label("类别").fill("社会团体")
    page.get_by_role("button", name="保存并重新比对").click()
    page.wait_for_url(here)
    page.get_by_role("link", name="去确认导入").click()
    look_at(page, "import-confirm", size)
    page.get_by_role("button", name="确认导入").click()
    page.get_by_role("heading", name="各行的情况").wait_for()
    assert page.locator("main .badge", has_text="已导入").count() >= 3
    page.goto("/organisations/?q=浏览器测试")
    assert page.get_by_role("link", name="浏览器测试乙协会").first.is_visible()
    page.goto(here)
    page.get_by_role("link", name="撤销这次导入").click()
    page.get_by_label("撤销理由").fill("浏览器测试")
    page.get_by_role("button", name="撤销导入").click()
    page.locator(".badge", has_text="已撤销").first.wait_for()
    look_at(page, "import-undone", size)
    page.goto("/organisations/?q=浏览器测试")
    assert page.get_by_text("浏览器测试乙协会").count() == 0


def look_at(page, name, size):
    assert_accessible(page, name)
    assert_fits(page)
    keep_picture(page, f"{name}-{'phone' if size else 'wide'}")
