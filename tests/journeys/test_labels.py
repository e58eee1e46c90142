"""A label from the institute's desk to the consumer's telephone: issued, scanned, revoked, scanned again, offline."""

import re
from contextlib import ExitStack
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser, BrowserContext, Page, expect

from quanheng.kernel.clock import legal_today
from tests.journeys.conftest import (
    PHONE,
    Server,
    both_ways,
    guide_picture,
    keep_picture,
    visitor,
    watched,
)
from tests.journeys.people import signed_in

INSTITUTE = "某省计量测试院（浏览器测试）"
DUE = f"{legal_today().year + 1}-06-30"


def seen(page: Page, name: str) -> None:
    """In both ways."""
    both_ways(page, f"labels-{name}")


def pinned(keeper: Page, institute: str) -> None:
    """The security administrator puts a key of the institute on the list."""
    keeper.goto("/labels/issuers/")
    seen(keeper, "issuers-empty")
    keeper.get_by_role("link", name="登记签发密钥").click()
    seen(keeper, "open-key")
    keeper.get_by_label("签发机构").fill(institute)
    keeper.get_by_role("button", name="登记", exact=True).click()
    expect(keeper.locator("#keys")).to_contain_text("在用")


def issued(desk: Page, serial: str) -> str:
    """A label from the form: its number."""
    desk.goto("/labels/issue/")
    for label, value in (("器具名称", "电子计价秤"), ("器具编号", serial), ("证书编号", f"JL-{serial}")):
        desk.get_by_label(label, exact=True).fill(value)
    desk.get_by_label("结果或等级").fill("合格")
    desk.get_by_label("有效期至").fill(DUE)
    content = {"name": "证书.pdf", "mimeType": "application/pdf", "buffer": f"%PDF-1.7 {serial}".encode()}
    desk.get_by_label("证书文件", exact=False).first.set_input_files(content)  # type: ignore[arg-type]
    desk.get_by_role("button", name="签发", exact=True).click()
    expect(desk.locator("h1")).to_contain_text("标识 ")
    return desk.locator("h1").inner_text().removeprefix("标识 ")


def scanned(desk: Page, number: str, server: Server) -> str:
    """What a camera reads from the printed label, as an address of this server."""
    desk.goto(f"/labels/print/?number={number}")
    seen(desk, "print")
    with desk.expect_download() as download:
        desk.get_by_role("button", name="下载 PDF").click()
    document = pypdfium2.PdfDocument(download.value.path())
    picture = document[0].render(scale=300 / 72, grayscale=True).to_numpy().squeeze()
    [code] = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    document.close()
    path = code.text.partition("/V/")
    assert path[0].lower() == server.address.replace("http:", "https:")
    return "/V/" + path[2]


@pytest.fixture
def phone(browser: Browser, server: Server) -> Any:
    """A telephone: its browser keeps what it was given."""
    with ExitStack() as stack:
        context = visitor(browser, server)
        page = stack.enter_context(watched(context, server))
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        yield page, context


def test_from_the_desk_to_the_telephone_and_back(browser: Browser, server: Server, seated: Any, phone: Any):
    page, context = phone
    state = signed_in(browser, server, "label.issuer", ("label-issuer", INSTITUTE))
    pinned(seated("security"), INSTITUTE)
    with watched(visitor(browser, server, storage_state=state), server) as desk:
        desk.goto("/labels/")
        seen(desk, "list-empty")
        desk.set_viewport_size(PHONE)  # type: ignore[arg-type]
        desk.goto("/labels/issue/")
        seen(desk, "issue")
        desk.get_by_role("button", name="签发", exact=True).click()
        expect(desk.locator(".form__error").first).to_be_visible()
        first, second = issued(desk, "SN-2026-000123"), issued(desk, "SN-2026-000124")
        seen(desk, "label")
        address = scanned(desk, first, server)
        valid_when_scanned(page, address)
        desk.goto(f"/labels/{first}/revoke/")
        seen(desk, "revoke")
        desk.get_by_label("撤销理由").fill("证书有误，已收回")
        desk.get_by_role("button", name="撤销", exact=True).click()
        expect(desk.locator("#label-state")).to_have_text("已撤销")
        page.goto(address)
        expect(page.locator("#label-state")).to_have_text("已撤销")
        expect(page.locator("main")).to_contain_text("证书有误，已收回")
        expect(page.locator("#label-local")).to_contain_text("签名相符")
        seen(page, "revoked")
        replaced_leads_on(desk, page, second, server)
        desk.goto("/labels/")
        seen(desk, "list")
        expect(desk.locator("main")).to_contain_text("SN-2026-000123")
        kept_for_places_without_a_network(desk, page, context, second, server)


def valid_when_scanned(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#label-state")).to_have_text("有效")
    expect(page.locator("#label-local")).to_contain_text("本机核对：签名相符")
    expect(page.locator(".label-card__serial dd")).to_have_text("SN-2026-000123")
    size = page.locator(".label-card__serial dd").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size >= 28, "the serial is large"
    seen(page, "valid")
    guide_picture(page, "label-valid-phone")
    proof = page.get_by_role("link", name=re.compile("离线证明"))
    page.reload()
    expect(proof).to_be_visible()
    changed = address[:-9] + ("A" if address[-9] != "A" else "B") + address[-8:]
    page.goto(changed)
    expect(page.locator("#label-state")).to_have_text("签名不符")
    expect(page.locator("#label-local")).to_contain_text("签名不符")
    seen(page, "forged")


def replaced_leads_on(desk: Page, page: Page, number: str, server: Server) -> None:
    old = scanned(desk, number, server)
    desk.goto(f"/labels/{number}/replace/")
    seen(desk, "replace")
    desk.get_by_label("器具编号", exact=True).fill("SN-2026-000125")
    desk.get_by_label("替换理由").fill("更正编号")
    desk.get_by_role("button", name="替换", exact=True).click()
    expect(desk.locator(".label-card, main")).to_contain_text("SN-2026-000125")
    page.goto(old)
    expect(page.locator("#label-state")).to_have_text("已替换")
    page.get_by_role("link", name="核对新标识").click()
    expect(page.locator("#label-state")).to_have_text("有效")
    expect(page.locator(".label-card__serial dd")).to_have_text("SN-2026-000125")


def kept_for_places_without_a_network(
    desk: Page, page: Page, context: BrowserContext, old: str, server: Server
) -> None:
    good = page.url
    page.goto("/v/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.reload()
    seen(page, "start")
    server_is_away(context)
    page.goto(good)
    expect(page.locator("#label-state")).to_have_text("未核对")
    expect(page.locator("main")).to_contain_text("没有网络：签名由本机核对，是否撤销没有核对。")
    expect(page.locator(".label-card__serial dd")).to_have_text("SN-2026-000125")
    keep_picture(page, "labels-offline-phone")
    guide_picture(page, "label-offline-phone")
    page.goto(good.replace("/v/", "/V/")[:-9] + "AAAAAAAAA")
    expect(page.locator("#label-state")).to_have_text("签名不符")
    context.set_offline(False)
    page.goto(good)
    expect(page.locator("#label-state")).to_have_text("有效")


def server_is_away(context: BrowserContext) -> None:
    context.set_offline(True)
