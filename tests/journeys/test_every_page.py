"""Every page, light and dark, wide and on a phone, as everybody and as those who hold platform offices."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.conftest import SHARED
from tests.journeys.conftest import PHONE, assert_accessible, assert_fits, keep_picture
from tests.journeys.pages import NEEDS_TEXTS, NO_PAGES, PUBLIC, SEAT, SIGNED_IN, named

PLACES = [
    pytest.param(place, id=place)
    for name, places in PUBLIC.items()
    for place in places
    if name not in NEEDS_TEXTS or (SHARED / "regulations").is_dir()
]
ROOM = ("target-size", "scrollable-region-focusable")
COLOURS = ("color-contrast",)
ALSO_DARK = {
    "/",
    "/changes/",
    "/committees/coverage/",
    "/draws/method/",
    "/law/metrology-law-2018/",
    "/log/",
    "/planning/",
    "/search/?q=天平",
    "/specifications/",
    "/specifications/JJF-1070-2023/",
    "/time/",
    "/units/convert/",
    "/v/",
    "/verify/?q=0",
    "/workbench/",
}
"""One page of each kind of figure, table, form and notice."""
PRIVATE = [
    pytest.param(SEAT.get(name, "registrar"), place, id=place) for name, places in SIGNED_IN.items() for place in places
]


def test_the_pages_seen_in_the_dark_are_walked():
    assert {place for places in (*PUBLIC.values(), *SIGNED_IN.values()) for place in places} >= ALSO_DARK


def test_every_address_is_walked_or_is_no_page():
    known = PUBLIC.keys() | SIGNED_IN.keys() | NO_PAGES.keys()
    assert set(named()) - known == set(), "add it to tests/journeys/pages.py"
    assert known - set(named()) == set(), "tests/journeys/pages.py names what is gone"


def look_at(page: Page, place: str) -> None:
    """Wide and light with every rule; on a phone with what only room can break; some in the dark: which colours stand
    together is the same there, and ``tests/kernel/ui/test_style.py`` holds the contrast of all that may.
    """
    answer = page.goto(place)
    assert answer is not None
    assert answer.status == 200, f"{place} answers {answer.status}"
    assert urlsplit(page.url).path == urlsplit(place).path, f"{place} leads away, to {page.url}"
    assert page.locator("h1").count() == 1, f"{place}: one h1"
    name = re.sub(r"[^0-9A-Za-z]+", "-", place).strip("-") or "home"
    assert_accessible(page, f"{place} wide light")
    assert_fits(page)
    keep_picture(page, f"{name}-wide-light")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="dark")
    assert_accessible(page, f"{place} phone dark", rules=(*ROOM, *COLOURS) if place in ALSO_DARK else ROOM)
    assert_fits(page)
    keep_picture(page, f"{name}-phone-dark")


@pytest.mark.parametrize("place", PLACES)
def test_a_public_page_is_accessible_and_fits_in_every_way_to_see_it(page, place):
    look_at(page, place)


@pytest.mark.parametrize(("seat", "place"), PRIVATE)
def test_a_page_of_those_who_signed_in_is_accessible_and_fits(seats, seated, seat, place):
    look_at(seated(seat), place_of(place, seats.made))


def place_of(place: str, made: dict[str, str]) -> str:
    """The address with what the seats made for its place holders."""
    for holder, value in made.items():
        place = place.replace(holder, value)
    return place


@pytest.mark.parametrize("place", ["/specifications/JJF-99999-2023/", "/nowhere/", "/committees/MTC999/"])
def test_a_page_that_is_not_there_is_a_page_with_a_way_on(page, place):
    answer = page.goto(place)
    assert answer.status == 404
    assert page.locator("main a").count() >= 1
    assert_accessible(page)
    assert_fits(page)


@pytest.mark.parametrize("place", ["/specifications/?on=1066-10-14", "/specifications/?page=x", "/search/?page=0"])
def test_a_wrong_question_is_answered_with_what_was_wrong(page, place):
    answer = page.goto(place)
    assert answer.status == 400
    assert_accessible(page)
    assert_fits(page)
