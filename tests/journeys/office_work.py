"""What the holders of the platform offices do first, through the pages; the numbers it got stand in ``pages.py``."""

import re

from playwright.sync_api import Page

SOURCE = "浏览器测试"


def registrar_work(page: Page) -> dict[str, str]:
    """Two persons, the first with an office; a table that was read and compared, not confirmed, with a fault in its
    row 3.
    """
    made = {}
    for key, name in (("{appointed}", "张量衡"), ("{person}", "李校准")):
        fill(page, "/people/register/", {"姓名": name, "来源": SOURCE})
        made[key] = found(r"/people/(P\d+)/", page.url)
    office = {"机构或委员会": "O000002", "任职起": "2026-01-01", "来源": SOURCE}
    fill(page, f"/people/{made['{appointed}']}/appoint/", office)
    ending = page.locator("main a[href*='/people/appointments/']").first.get_attribute("href")
    made["{appointment}"] = found(r"/appointments/(\d+)/", ending or "")
    made["{import}"] = _bring_in(page, "名单.csv", "名称,类别\n某市计量测试院,计量技术机构\n某市计量协会,没有这一类\n")
    return made


def system_work(page: Page, made: dict[str, str]) -> dict[str, str]:
    """An account for the person who holds an office, and a platform office proposed for the other."""
    fill(page, f"/people/{made['{appointed}']}/account/", {"登录名": "zhang.lh"})
    page.goto("/accounts/?q=zhang.lh")
    account = page.locator("main tbody a[href^='/accounts/']").first.get_attribute("href")
    office = {"机构或委员会": "O000002", "任职起": "2026-01-01", "来源": SOURCE, "理由": "增设"}
    fill(page, f"/people/{made['{person}']}/appoint/", office)
    page.goto("/people/proposals/")
    proposal = page.locator("main tbody a[href*='/people/proposals/']").first.get_attribute("href")
    return {
        "{account}": found(r"/accounts/(\d+)/", account or ""),
        "{proposal}": found(r"/proposals/(\d+)/", proposal or ""),
    }


def _bring_in(page: Page, name: str, table: str) -> str:
    page.goto("/imports/new/organisations/")
    page.locator("main input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": table.encode()}
    )
    page.locator("main form.form button[type=submit]").click()
    page.wait_for_url("**/columns/")
    page.get_by_role("button", name="读取并比对").click()
    page.get_by_role("heading", name="试算：登记簿还没有改动").wait_for()
    return found(r"/imports/(\d+)/", page.url)


def fill(page: Page, address: str, values: dict[str, str]) -> None:
    """Fill a form by its labels and send it; it must be taken."""
    page.goto(address)
    for label, value in values.items():
        page.locator("main").get_by_label(label, exact=True).fill(value)
    page.locator("main form.form button[type=submit]").click()
    faults = page.locator(".errors, .error-summary, #error-summary")
    assert faults.count() == 0, faults.first.inner_text()


def found(pattern: str, text: str) -> str:
    """The number in an address."""
    match = re.search(pattern, text)
    assert match, f"no {pattern} in {text!r}"
    return match[1]
