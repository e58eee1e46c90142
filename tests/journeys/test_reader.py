"""A reader looks something up: the stories every release must tell."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, Server, visitor


def ask(page: Page, words: str) -> None:
    """Use the search box in the head of every page."""
    box = page.locator("#site-search")
    box.fill(words)
    box.press("Enter")
    page.wait_for_url("**/search/?q=*")


def test_from_the_search_box_to_a_specification_to_its_committee(page: Page):
    page.goto("/")
    ask(page, "jjf1207—2008")
    page.locator(".hits .hit__title a").first.click()
    expect(page.locator("h1")).to_contain_text("针规、三针校准规范")
    assert page.url.endswith("/specifications/JJF-1207-2008/")
    page.locator("#facts").get_by_role("link", name="全国几何量长度计量技术委员会").click()
    expect(page.locator("h1")).to_contain_text("全国几何量长度计量技术委员会")
    expect(page.get_by_role("link", name=re.compile("JJF 1207-2008")).first).to_be_visible()


@pytest.mark.parametrize("words", ["秤", "净含量", "定量包装商品净含量计量检验规则", "JJF 1070"])
def test_chinese_words_of_any_length_and_numbers_find_the_record(page: Page, words: str):
    page.goto("/")
    ask(page, words)
    expect(page.locator(".hits .hit__title a").first).to_be_visible()
    if words != "秤":
        expect(page.locator(".hits")).to_contain_text("JJF 1070")


@pytest.mark.parametrize(
    ("day", "older", "newer"), [("2024-10-11", "现行", "即将实施"), ("2024-10-12", "被代替", "现行")]
)
def test_the_status_is_the_one_of_the_day_that_is_asked_for(page: Page, day: str, older: str, newer: str):
    for key, status in (("JJF-1070-2005", older), ("JJF-1070-2023", newer)):
        page.goto(f"/specifications/{key}/")
        picker = page.locator("main input[type=date][name=on]")
        picker.fill(day)
        picker.press("Enter")
        page.wait_for_url(f"**/specifications/{key}/?on={day}")
        expect(page.locator(".spec-status .badge").first).to_contain_text(status)
    expect(page.locator("#amendments")).to_contain_text("2024-04-09")


def test_the_list_too_answers_for_the_day_that_is_asked_for(page: Page):
    page.goto("/specifications/?q=JJF 1070&on=2024-10-11")
    row = page.locator("tbody tr", has=page.get_by_role("link", name="JJF 1070-2005", exact=True))
    expect(row).to_contain_text("现行")
    page.goto("/specifications/?q=JJF 1070&on=2024-10-12")
    expect(row).to_contain_text("被代替")


def test_the_replacement_graph_says_and_shows_how_one_became_two_and_leads_there(page: Page):
    page.goto("/specifications/JJG-543-1996/")
    graph = page.locator("#graph svg.chart").first
    expect(graph).to_be_visible()
    nodes = graph.locator("a")
    assert nodes.count() >= 3, "the split edition and its two successors"
    expect(graph.locator("desc")).not_to_be_empty()
    rows = page.locator("#graph table tbody tr", has_text="JJG 543-1996")
    assert rows.count() >= 2, "the same as a table"
    expect(rows.first).to_contain_text("部分代替")
    successor = graph.locator("a:not([aria-current])").first
    number = successor.locator("title").text_content().split(" ")[0]
    successor.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main")).to_contain_text(number)
    assert "JJG-543-1996/" not in page.url


def test_any_spelling_of_a_number_is_an_address(page: Page):
    for spelling in ("jjf1070-2023", "JJF%201070—2023", "JJF 1070-2023"):
        page.goto(f"/specifications/{spelling}/")
        assert page.url.endswith("/specifications/JJF-1070-2023/"), spelling


def test_an_address_that_is_nearly_right_is_answered_with_what_was_probably_meant(page: Page):
    answer = page.goto("/specifications/JJFl070-2O23/")
    assert answer is not None
    assert answer.status == 404
    page.locator("main").get_by_role("link", name=re.compile("JJF 1070-2023")).first.click()
    assert page.url.endswith("/specifications/JJF-1070-2023/")


def test_a_filter_narrows_the_list_in_place_and_lives_in_the_address(page: Page):
    page.goto("/specifications/")
    before = page.locator(".table__count").text_content()
    page.evaluate("window.samePage = true")
    page.locator(".facets a, .facets label").first.click()
    page.wait_for_url("**/specifications/?*")
    expect(page.locator(".chips")).to_be_visible()
    assert page.evaluate("window.samePage") is True, "swapped, not loaded anew"
    assert page.locator(".table__count").text_content() != before
    page.go_back()
    page.wait_for_url("**/specifications/")
    expect(page.locator(".table__count")).to_have_text(before or "")


def test_everything_works_without_scripts(browser: Browser, server: Server):
    context = visitor(browser, server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    ask(page, "JJF 1070-2023")
    page.locator(".hits .hit__title a").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.goto("/specifications/")
    before = page.locator(".table__count").text_content()
    page.locator(".facets a").first.click()
    expect(page.locator(".table__count")).not_to_have_text(before or "")
    context.close()


def test_a_table_becomes_cards_on_a_phone(page: Page):
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto("/specifications/")
    cell = page.locator("tbody td[data-label]").first
    label = page.evaluate("e => getComputedStyle(e, '::before').content", cell.element_handle())
    assert "attr" in label or len(label) > 2, "each value carries its column's name"
    first, second = page.locator("tbody tr").nth(0).bounding_box(), page.locator("tbody tr").nth(1).bounding_box()
    assert first is not None
    assert second is not None
    assert second["y"] >= first["y"] + first["height"]
    assert first["width"] <= PHONE["width"]
