"""Signing in through the pages, as people do."""

import time
from urllib.parse import urlsplit

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page

CHOSEN = "four words of my own choice"
"""The password everybody in the journeys chooses at the first sign-in."""


def code_of(secret: str, ahead: int = 0) -> str:
    """What an authenticator app shows now, or some steps later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def arrived(page: Page, path: str) -> None:
    """Wait for the page at ``path``: not one that only names it as where to go next."""
    page.wait_for_url(lambda url: urlsplit(url).path == path)


def by_password(page: Page, name: str, password: str) -> None:
    """Fill the first page."""
    page.goto("/sign-in/")
    page.get_by_label("登录名").fill(name)
    page.get_by_label("口令", exact=True).fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def change_password(page: Page, old: str, new: str = CHOSEN) -> None:
    """Replace the temporary password, as the platform asks first of all."""
    arrived(page, "/password/")
    page.get_by_label("当前口令").fill(old)
    page.get_by_label("新口令", exact=True).fill(new)
    page.get_by_label("再次输入新口令").fill(new)
    page.get_by_role("button", name="修改", exact=True).click()


def bind_app(page: Page) -> tuple[str, list[str]]:
    """Bind an authenticator app: its secret and the recovery codes."""
    page.goto("/account/enrol/app/")
    secret = page.locator("[data-secret]").inner_text().replace(" ", "")
    page.get_by_label("验证码", exact=True).fill(code_of(secret))
    page.get_by_role("button", name="绑定", exact=True).click()
    page.get_by_role("heading", name="恢复码", exact=True, level=1).wait_for()
    return secret, page.locator("[data-codes] code").all_inner_texts()


def sign_out(page: Page) -> None:
    """Through the page with the button."""
    page.goto("/sign-out/")
    page.locator("main").get_by_role("button", name="退出").click()
    page.locator(".site-tools").get_by_role("link", name="登录").wait_for()


def first_sign_in(page: Page, name: str, password: str) -> tuple[str, list[str]]:
    """From the password that was handed over to the workbench: another password, an app, recovery codes."""
    by_password(page, name, password)
    change_password(page, password)
    arrived(page, "/account/enrol/")
    bound = bind_app(page)
    page.goto("/workbench/")
    return bound
