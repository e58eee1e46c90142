"""A draw by several people, each with an office of its own: from the name lists to a bundle that a citizen checks."""

import io
import re
import time
import zipfile
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from quanheng.core.trust.draw.algorithm import Algorithm, commitment
from quanheng.kernel.clock import LEGAL_ZONE, now
from tests.journeys.conftest import (
    Server,
    both_ways,
    guide_picture,
    visitor,
    watched,
)
from tests.journeys.people import accounts
from tests.journeys.ways_in import first_sign_in
from tests.process.conftest import Platform, eventually

REGULATOR, ASSOCIATION, NOTARY = "江州市市场监督管理局", "江州市衡器协会", "江州市公证处"
OFFICES = {
    "organiser": ("draw-organiser", REGULATOR),
    "approver": ("draw-approver", REGULATOR),
    "regulator": ("draw-witness", REGULATOR),
    "association": ("draw-witness", ASSOCIATION),
}
DRAW = "2026-JZ-01"
SHORTEST, TIMES = 30.0, 8
"""From the plan to T four people act. They have at least so many seconds, and so many times what freezing a list took;
what is left is spent looking at pages.
"""
PATIENCE = 60_000
INSPECTORS = "编号\t姓名\t专业\t回避对象\n" + "\n".join(
    f"江A{n:03}\t检查员{n}\t{'衡器' if n % 2 else ''}\t{'第3号集贸市场' if n == 1 else ''}" for n in range(8)
)
LETTER = {"name": "公证书.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 letter"}


def seen(page: Page, name: str) -> None:
    """In both ways."""
    both_ways(page, f"draws-{name}")


def shown(moment: datetime) -> str:
    """A moment as the field of a form takes it, to the second."""
    return moment.astimezone(LEGAL_ZONE).strftime("%Y-%m-%dT%H:%M:%S")


def fill(page: Page, **values: str) -> None:
    """Fields by their names."""
    for name, value in values.items():
        page.locator(f"main [name={name}]").fill(value)


def press(page: Page, name: str) -> None:
    """A button of the form, which must be taken."""
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()
    faults = page.locator("#error-summary")
    assert faults.count() == 0, faults.inner_text()


def workbook(*rows: tuple[str, str, str]) -> dict[str, object]:
    """A file as the inspection authority exports it."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (("统一社会信用代码", "单位名称", "风险等级"), *rows):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(out)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "检查对象.xlsx", "mimeType": kind, "buffer": out.getvalue()}


def freeze(page: Page) -> float:
    """Both lists: from a file with a fault first, and pasted. Answers how many seconds the second one took."""
    markets = [(f"JZ{n:04}", f"第{n}号集贸市场", "A" if n < 30 else "D") for n in range(36)]
    page.goto("/draws/lists/")
    page.get_by_role("link", name="封存检查对象名录").click()
    fill(page, title="集贸市场在用衡器使用单位", source="由业务系统导出，业务科核对")
    page.locator("[name=algorithm]").select_option("MDRAW-1-SM3")
    page.get_by_label("公开名称").check()
    page.locator("[name=file]").set_input_files(workbook(*markets, ("JZ9999", "某市场", "高")))  # type: ignore[arg-type]
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.locator("#error-summary")).to_contain_text("检查对象.xlsx 的 C38（风险等级）：“高”不是风险等级")
    seen(page, "freeze-faults")
    page.locator("[name=file]").set_input_files(workbook(*markets))  # type: ignore[arg-type]
    press(page, "核对")
    expect(page.locator("#check")).to_contain_text("A 级 30 条，D 级 6 条")
    guide_picture(page, "draws-freeze")
    seen(page, "freeze")
    press(page, "确认无误，封存")
    expect(page.locator("#facts")).to_contain_text("36，其中 A 级 30 条、D 级 6 条")
    seen(page, "list")
    begun = time.monotonic()
    page.goto("/draws/lists/freeze-inspectors/")
    fill(page, title="执法检查人员", source="人事科", table=INSPECTORS)
    page.locator("[name=algorithm]").select_option("MDRAW-1-SM3")
    press(page, "核对")
    expect(page.locator("#check")).to_contain_text("1 人写有回避对象")
    press(page, "确认无误，封存")
    expect(page.locator("#entries")).to_contain_text("检查员7")
    return time.monotonic() - begun


def compose(page: Page, window: float) -> datetime:
    """The plan; answers with T."""
    page.goto("/workbench/")
    page.locator("#my-draws").get_by_role("link", name="编制抽取方案").click()
    seen(page, "choose")
    press(page, "下一步")
    seen(page, "compose")
    guide_picture(page, "draws-compose")
    fill(page, draw_id=DRAW, title="2026 年集贸市场在用衡器抽查")
    fill(page, rate_A="5", at_least_A="2", reserve_A="2", rate_D="100", at_least_D="1", reserve_D="0")
    page.locator("[name=skill_D]").select_option("衡器")
    fill(page, party_2=ASSOCIATION, party_3=NOTARY)
    page.locator("[name=outside_3]").check()
    after = (now() + timedelta(seconds=window)).replace(microsecond=0)
    fill(page, commit_by=shown(after), open_after=shown(after), reveal_by=shown(after + timedelta(hours=1)))
    press(page, "提交方案，开始征集承诺")
    expect(page.locator("main")).to_contain_text("已有 0 方承诺，共 3 方")
    return after


def commit_in_the_browser(page: Page, folder: Path) -> Path:
    """The secret is made in the page and saved; the page computes both hashes as the core does."""
    page.goto("/workbench/")
    page.locator("#my-draws").get_by_role("link", name=re.compile("提交承诺值")).click()
    maker = page.locator("#commit-maker")
    given = maker.evaluate("one => ({...one.dataset})")
    for algorithm in (Algorithm.SHA256, Algorithm.SM3):
        maker.evaluate("(one, algorithm) => { one.dataset.algorithm = algorithm }", algorithm.value)
        page.get_by_role("button", name="在本机生成随机数").click()
        secret = bytes.fromhex(page.locator("[data-secret]").inner_text())
        value = page.locator("[name=value]").input_value()
        assert value == commitment(algorithm, given["draw"], given["party"], secret).hex()
    with page.expect_download() as download:
        page.get_by_role("link", name="保存随机数文件").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    press(page, "提交")
    expect(page.locator("main")).to_contain_text("已有 1 方承诺")
    return file


def commit_by_command(platform: Platform, folder: Path, party: str) -> tuple[Path, str]:
    """The file with the secret, and the commitment."""
    file = folder / f"{party}.txt"
    words = ("--draw-id", DRAW, "--party", party, "--algorithm", "MDRAW-1-SM3", "--out", str(file))
    code, said = platform.run("draw", "commit", *words)
    assert code == 0, said
    found = re.search("承诺值 ([0-9a-f]{64})", said)
    assert found, said
    return file, found[1]


def revealed_by_command(platform: Platform, file: Path) -> str:
    code, said = platform.run("draw", "reveal", str(file))
    assert code == 0, said
    found = re.search("揭示值 ([0-9a-f]{64})", said)
    assert found, said
    return found[1]


def give_for_the_notary(page: Page, link: str, value: str) -> None:
    """What the organiser enters for a party outside the platform, with its letter."""
    page.goto(f"/draws/{DRAW}/")
    page.get_by_role("row", name=re.compile(NOTARY)).get_by_role("link", name=link).click()
    fill(page, value=value, evidence="公证书（2026）江证字第 1 号")
    page.locator("[name=file]").set_input_files(LETTER)  # type: ignore[arg-type]
    press(page, "提交")


def wait_for(page: Page, words: str, patience: float) -> None:
    """Look at the draw again until it says so."""

    def there() -> bool:
        page.goto(f"/draws/{DRAW}/")
        return words in page.locator("main").inner_text()

    eventually(there, patience)


@pytest.fixture
def office(browser: Browser, server: Server):
    """A watched page of each person, signed in as people do."""
    passwords = accounts(server, **{name: [held] for name, held in OFFICES.items()})
    with ExitStack() as stack:
        pages = {}
        for name, password in passwords.items():
            context = visitor(browser, server)
            context.set_default_timeout(PATIENCE)
            first_sign_in(context.new_page(), name, password)
            state = context.storage_state()
            context.close()
            context = visitor(browser, server, storage_state=state)
            context.set_default_timeout(PATIENCE)
            pages[name] = stack.enter_context(watched(context, server))
        yield pages


def test_from_the_lists_to_a_result_that_a_citizen_checks(
    browser: Browser, server: Server, office: dict[str, Page], tmp_path: Path
):
    elsewhere = Platform(tmp_path / "elsewhere")
    window = max(SHORTEST, TIMES * freeze(office["organiser"]))
    notary_file, notary_value = commit_by_command(elsewhere, tmp_path, "outside-3")
    party = _key_of(office["association"])
    association_file, association_value = commit_by_command(elsewhere, tmp_path, party)

    after = compose(office["organiser"], window)
    secret_file = commit_in_the_browser(office["regulator"], tmp_path)
    office["association"].goto(f"/draws/{DRAW}/commit/{party}/")
    fill(office["association"], value=association_value)
    press(office["association"], "提交")
    give_for_the_notary(office["organiser"], "提交承诺值", notary_value)
    office["approver"].goto("/workbench/")
    office["approver"].locator("#my-draws").get_by_role("link", name="核对并公布方案").click()
    office["approver"].get_by_label("我已核对上面的内容").check()
    press(office["approver"], "公布")
    assert now() < after, "they were slower than the window allows"

    with watched(visitor(browser, server), server) as citizen:
        citizen.goto(f"/draws/{DRAW}/")
        expect(citizen.locator("main")).to_contain_text("方案已经固定")
        seen(citizen, "waiting")
        citizen.goto("/draws/method/")
        seen(citizen, "method")
        office["association"].goto(f"/draws/{DRAW}/reveal/{party}/")
        if now() < after:
            expect(office["association"].locator("main")).to_contain_text("还没有到揭示的时间")
        wait_for(citizen, "公共号码还没有录入", window + 60)
        time.sleep(1)  # the fields of forms have whole seconds

        reveal(office, elsewhere, secret_file, association_file, notary_file)
        take_in_numbers(office["organiser"], after)
        draw(office["approver"])
        replace(office["organiser"])
        look_at_the_result(citizen)
        check_the_bundle(citizen, elsewhere, tmp_path)


def _key_of(page: Page) -> str:
    """The register number of the organisation somebody acts for."""
    page.goto("/workbench/")
    found = re.search(r"/organisations/(O\d+)/", page.locator("#mine").inner_html())
    assert found
    return found[1]


def reveal(office: dict[str, Page], platform: Platform, saved: Path, association: Path, notary: Path) -> None:
    """Three ways: the saved file in the browser, what the command prints, and for the notary."""
    page = office["regulator"]
    page.goto("/workbench/")
    page.locator("#my-draws").get_by_role("link", name=re.compile("揭示")).click()
    page.locator("#secret-file").set_input_files(association)
    expect(page.locator("[data-wrong]")).to_be_visible()
    page.locator("#secret-file").set_input_files(saved)
    expect(page.locator("[data-right]")).to_be_visible()
    seen(page, "reveal")
    press(page, "提交")
    page = office["association"]
    page.goto("/draws/")
    page.get_by_role("link", name=re.compile("揭示")).click()
    fill(page, value=revealed_by_command(platform, association))
    press(page, "提交")
    give_for_the_notary(office["organiser"], "揭示", revealed_by_command(platform, notary))


def take_in_numbers(page: Page, after: datetime) -> None:
    """The first result after T, with where it was published."""
    page.goto("/workbench/")
    page.locator("#my-draws").get_by_role("link", name="录入公共号码").click()
    fill(
        page,
        issue="2026135 期",
        where="https://www.cwl.gov.cn/ygkj/wqkjgg/ssq/",
        group_0="3 9 14 21 28 34",
        group_1="7",
    )
    fill(page, published_at=shown(after + timedelta(seconds=1)))
    page.locator("main").get_by_role("button", name="录入", exact=True).click()
    expect(page.locator("#error-summary")).to_contain_text("应为 6 × (1–33)；1 × (1–16)")
    seen(page, "numbers")
    fill(page, group_0="3 9 14 21 28 33")
    press(page, "录入")
    assert page.get_by_role("link", name="执行抽取").count() == 0, "who entered the numbers does not run the draw"


def draw(page: Page) -> None:
    """The approver compares the numbers and runs it."""
    page.goto("/workbench/")
    page.locator("#my-draws").get_by_role("link", name="核对公共号码，执行抽取").click()
    expect(page.locator("#numbers")).to_contain_text("2026135 期")
    seen(page, "run")
    page.get_by_label("我已核对上面的内容").check()
    press(page, "执行抽取")
    expect(page.locator("#result")).to_contain_text("D 级：抽中 6 家，共 6 家")


def replace(page: Page) -> None:
    """An object refuses; the first of the reserve takes its place."""
    page.goto(f"/draws/{DRAW}/")
    expect(page.locator("#result")).to_contain_text("检查员")
    first = page.locator("#result .reserve li").first.inner_text().split()[0]
    page.get_by_role("link", name="登记替补").click()
    seen(page, "substitute")
    fill(page, reason="已经停业")
    press(page, "登记")
    expect(page.locator("#result .substitutions")).to_contain_text(first)
    expect(page.locator("#result .reserve li").first).to_contain_text("已递补")


def look_at_the_result(page: Page) -> None:
    """What everybody sees: who was drawn, no name of an inspector, oneself, and every step."""
    page.goto(f"/draws/{DRAW}/")
    expect(page.locator("#result")).to_contain_text("已替补")
    assert "检查员" not in page.locator("main").inner_text()
    guide_picture(page, "draws-result")
    seen(page, "result")
    page.get_by_label("查一查自己在不在").fill("第33号集贸市场")
    page.get_by_role("button", name="查询").click()
    expect(page.locator(".found")).to_contain_text("抽中")
    page.get_by_role("link", name="逐步复算", exact=True).first.click()
    expect(page.locator("#choices")).to_contain_text("30 个中依次抽 4 个")
    seen(page, "steps")
    page.goto("/draws/?q=JZ")
    expect(page.locator("main")).to_contain_text("已抽取")
    seen(page, "list-of-draws")


def check_the_bundle(page: Page, platform: Platform, folder: Path) -> None:
    """Downloaded, it verifies on another machine with no database; with one byte changed it does not."""
    page.goto(f"/draws/{DRAW}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载审计包").click()
    bundle = folder / download.value.suggested_filename
    download.value.save_as(bundle)
    code, said = platform.run("draw", "verify", str(bundle))
    assert code == 0, said
    assert "相符：结果由方案、名录、揭示值和公共号码算出" in said
    assert len(re.findall(r"存证证明\t相符", said)) == 2 + 1 + 3 + 3 + 1 + 1 + 1, said
    forged = folder / "forged.zip"
    with zipfile.ZipFile(bundle) as source, zipfile.ZipFile(forged, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b'"2026135', b'"2026136'))
    code, said = platform.run("draw", "verify", str(forged))
    assert code == 1, said
    assert "不符" in said
