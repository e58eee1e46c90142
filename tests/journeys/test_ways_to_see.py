"""Dark, printed, enlarged, and by keyboard alone."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import assert_accessible, assert_fits

SPECIFICATION = "/specifications/JJF-1070-2023/"


def brightness(page: Page) -> float:
    """Of the page's background, 0 to 255."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    red, green, blue = (float(part) for part in re.findall(r"[\d.]+", colour)[:3])
    return (red + green + blue) / 3


def choose(page: Page, label: str) -> None:
    """Through the display menu in the head."""
    page.locator("details.menu summary", has_text="显示").click()
    page.get_by_label(label).check()


def test_dark_follows_the_system_and_a_choice_outlives_the_visit(page: Page):
    page.emulate_media(color_scheme="light")
    page.goto("/")
    assert brightness(page) > 200
    page.emulate_media(color_scheme="dark")
    assert brightness(page) < 60
    page.emulate_media(color_scheme="light")
    choose(page, "深色")
    assert brightness(page) < 60
    page.goto(SPECIFICATION)
    assert brightness(page) < 60
    assert_accessible(page)


def test_large_type_is_larger_and_still_fits(page: Page):
    page.goto(SPECIFICATION)
    before = page.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)")
    choose(page, "大字")
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)") > before
    page.set_viewport_size({"width": 390, "height": 844})
    assert_fits(page)


def test_twice_the_zoom_still_fits(page: Page):
    page.set_viewport_size({"width": 640, "height": 450})  # 1280 px at 200 %
    for place in ("/", SPECIFICATION, "/specifications/", "/search/?q=天平"):
        page.goto(place)
        assert_fits(page)


def test_on_paper_there_is_the_record_and_where_it_came_from_and_nothing_to_click(page: Page):
    page.emulate_media(color_scheme="dark", media="print")
    page.goto(SPECIFICATION)
    expect(page.locator(".site-nav")).to_be_hidden()
    expect(page.locator(".site-search")).to_be_hidden()
    head = page.locator(".print-head")
    expect(head).to_be_visible()
    expect(head).to_contain_text("JJF 1070-2023")
    expect(head).to_contain_text("/specifications/JJF-1070-2023/")
    expect(head).to_contain_text("查询日期")
    assert brightness(page) > 240, "dark ink on white paper, whatever the screen"
    assert page.pdf(format="A4").startswith(b"%PDF")


def press_until(page: Page, there: str, most: int = 60) -> None:
    """Tab until the focus is where the CSS selector says; every stop on the way shows that it has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement !== null && document.activeElement.matches(s)", there):
            return
    raise AssertionError(f"{most} times Tab, and never at {there} on {page.url}")


def focus_is_shown(page: Page) -> bool:
    """Whether the focused element has a ring."""
    script = """() => { const style = getComputedStyle(document.activeElement);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none' }"""
    return bool(page.evaluate(script))


def test_keyboard_alone_leads_from_the_home_page_to_a_specification(page: Page):
    page.goto("/")
    press_until(page, ".skip-link", most=1)
    assert focus_is_shown(page)
    press_until(page, "#site-search")
    assert focus_is_shown(page)
    page.keyboard.type("JJF 1070-2023")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    press_until(page, ".hit__title a")
    assert focus_is_shown(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/specifications/JJF-1070-2023/")
    press_until(page, ".skip-link", most=1)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    press_until(page, "main input[type=date], main input[name=on]")
    assert focus_is_shown(page)


def test_the_keyboard_is_never_trapped(page: Page):
    page.goto("/specifications/")
    seen = set()
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        seen.add(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
    else:
        raise AssertionError("the focus never left the page")
    assert any("site-footer" in one or "/help/" in one for one in seen), "the foot of the page was reached"
