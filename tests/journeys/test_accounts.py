"""Signing in the first time and after: by code, recovery code, passkey; offices and sessions; also on a phone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import (
    PHONE,
    WIDE,
    Server,
    assert_accessible,
    assert_fits,
    guide_picture,
    keep_picture,
    visitor,
    watched,
)
from tests.journeys.people import accounts
from tests.journeys.ways_in import (
    CHOSEN,
    arrived,
    bind_app,
    by_password,
    change_password,
    code_of,
    first_sign_in,
    sign_out,
)

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PLACES = [("planning-officer", "浏览器测试甲局"), ("draw-organiser", "浏览器测试乙局")]


@pytest.fixture(scope="module")
def passwords(server: Server) -> dict[str, str]:
    """Three people, each with a temporary password in an envelope."""
    return accounts(server, newcomer=PLACES[:1], keyholder=PLACES[:1], two=PLACES)


@contextmanager
def at_the_desk(browser: Browser, server: Server) -> Iterator[Page]:
    with watched(visitor(browser, server), server) as page:
        yield page


def seen(page: Page, name: str) -> None:
    """Accessible and fitting, wide and on a phone."""
    for size, what in ((PHONE, "phone"), (WIDE, "wide")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert_accessible(page, f"{name} {what}")
        assert_fits(page)
        keep_picture(page, f"{name}-{what}")


def test_the_first_sign_in_ends_with_a_password_of_ones_own_an_app_and_codes_shown_once(browser, server, passwords):
    with at_the_desk(browser, server) as page:
        by_password(page, "newcomer", passwords["newcomer"])
        arrived(page, "/password/")
        seen(page, "first-password")
        page.goto("/workbench/")
        arrived(page, "/password/")
        change_password(page, passwords["newcomer"])
        arrived(page, "/account/enrol/")
        seen(page, "enrol")
        guide_picture(page, "accounts-enrol")
        page.goto("/workbench/")
        arrived(page, "/account/enrol/")
        page.goto("/account/enrol/app/")
        seen(page, "enrol-app")
        page.get_by_label("验证码", exact=True).fill("000000")
        page.get_by_role("button", name="绑定", exact=True).click()
        expect(page.locator("#error-summary")).to_contain_text("验证码不正确")
        secret, codes = bind_app(page)
        assert len(set(codes)) == 10
        seen(page, "recovery-codes")
        page.get_by_role("link", name="已经保存，继续").click()
        expect(page.locator("#codes")).to_contain_text("还剩 10 个恢复码")
        assert not [code for code in codes if code in page.content()], "shown once, never again"
        guide_picture(page, "accounts-security")
        sign_out(page)
        with_a_code(page, secret)
        sign_out(page)
        with_a_recovery_code_on_a_phone(page, codes[3])


def with_a_code(page: Page, secret: str) -> None:
    """Password, then a wrong code, then the next one of the app: nothing opens before."""
    by_password(page, "newcomer", CHOSEN)
    arrived(page, "/sign-in/code/")
    seen(page, "second-factor")
    guide_picture(page, "accounts-second-factor")
    page.goto("/workbench/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("工作台")
    by_password(page, "newcomer", CHOSEN)
    page.get_by_label("验证码或恢复码").fill("000000")
    page.get_by_role("button", name="验证并登录").click()
    expect(page.locator("#error-summary")).to_contain_text("不正确")
    page.get_by_label("验证码或恢复码").fill(code_of(secret, ahead=1))
    page.get_by_role("button", name="验证并登录").click()
    arrived(page, "/workbench/")


def with_a_recovery_code_on_a_phone(page: Page, code: str) -> None:
    """A code in place of the app, good once."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    by_password(page, "newcomer", CHOSEN)
    page.get_by_label("验证码或恢复码").fill(code.upper())
    page.get_by_role("button", name="验证并登录").click()
    arrived(page, "/workbench/")
    assert_fits(page)
    sign_out(page)
    by_password(page, "newcomer", CHOSEN)
    page.get_by_label("验证码或恢复码").fill(code)
    page.get_by_role("button", name="验证并登录").click()
    expect(page.locator("#error-summary")).to_contain_text("已经用过")


def test_a_passkey_signs_in_alone_and_only_after_it_saw_who_is_there(browser, server, passwords):
    named = replace(server, address=server.address.replace("127.0.0.1", "localhost"))  # no passkey for a bare number
    with watched(visitor(browser, named), named) as page:
        devices = page.context.new_cdp_session(page)
        devices.send("WebAuthn.enable")
        made = devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        device = {"authenticatorId": made["authenticatorId"]}
        by_password(page, "keyholder", passwords["keyholder"])
        change_password(page, passwords["keyholder"])
        page.get_by_role("link", name="绑定通行密钥").click()
        seen(page, "enrol-passkey")
        page.get_by_label("名称").fill("办公室电脑")
        page.get_by_role("button", name="绑定", exact=True).click()
        page.get_by_role("heading", name="恢复码", level=1).wait_for()
        assert len(devices.send("WebAuthn.getCredentials", device)["credentials"]) == 1
        page.goto("/account/")
        expect(page.locator("#factors")).to_contain_text("办公室电脑")
        seen(page, "security-with-passkey")
        sign_out(page)
        devices.send("WebAuthn.setUserVerified", {**device, "isUserVerified": False})
        page.goto("/sign-in/?next=/account/")
        page.get_by_role("button", name="用通行密钥登录").click()
        expect(page.locator("[data-told]")).not_to_be_empty()
        devices.send("WebAuthn.setUserVerified", {**device, "isUserVerified": True})
        page.get_by_role("button", name="用通行密钥登录").click()
        arrived(page, "/account/")
        page.goto("/account/confirm/?next=/workbench/")
        seen(page, "confirm-with-passkey")
        page.get_by_role("button", name="用通行密钥验证").click()
        arrived(page, "/workbench/")
        sign_out(page)
        by_password(page, "keyholder", CHOSEN)
        page.get_by_role("button", name="用通行密钥验证").click()
        arrived(page, "/workbench/")


def test_one_acts_in_one_office_and_ends_the_session_of_another_device(browser, server, passwords):
    with at_the_desk(browser, server) as desk, at_the_desk(browser, server) as phone:
        secret, _codes = first_sign_in(desk, "two", passwords["two"])
        phone.set_viewport_size(PHONE)  # type: ignore[arg-type]
        by_password(phone, "two", CHOSEN)
        phone.get_by_label("验证码或恢复码").fill(code_of(secret, ahead=1))
        phone.get_by_role("button", name="验证并登录").click()
        arrived(phone, "/workbench/")
        offices = [act_in(desk, title) for title in ("规划管理员", "抽查组织员")]
        assert offices == ["浏览器测试甲局", "浏览器测试乙局"]
        phone.reload()
        expect(phone.locator(".acting")).to_contain_text("抽查组织员", ignore_case=True)
        act_in(phone, "规划管理员")
        desk.reload()
        expect(desk.locator(".acting strong")).to_have_text("抽查组织员")
        desk.goto("/account/")
        expect(desk.locator("#sessions tbody tr")).to_have_count(2)
        seen(desk, "two-sessions")
        guide_picture(desk, "accounts-sessions")
        desk.locator("#sessions").get_by_role("button", name="结束", exact=True).click()
        expect(desk.locator("#sessions tbody tr")).to_have_count(1)
        phone.reload()
        expect(phone.get_by_role("heading", level=1)).not_to_have_text("工作台")
        assert not phone.locator(".acting").count()


def act_in(page: Page, title: str) -> str:
    """Switch through the line under the header; the organisation that is acted for then."""
    page.locator(".acting summary", has_text="切换职务").click()
    assert_fits(page)
    keep_picture(page, f"switch-{page.viewport_size['width'] if page.viewport_size else 0}")
    page.locator(".acting__office", has_text=title).click()
    arrived(page, "/workbench/")
    expect(page.locator(".acting strong")).to_have_text(title)
    place = re.search(r"（(.+?)）", page.locator(".acting").inner_text().split(title)[1])
    assert place
    return place[1]
