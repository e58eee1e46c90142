"""docs/mission.md is true: what it says works can be opened, and the test it names exists and tests."""

import re

import pytest

from tests.conftest import ROOT

ROW = re.compile(
    r"^\| (M\d+) \| (?P<capability>.+?) \| (?P<state>.+?) \| (?P<pages>.*?) ?\| (?P<test>.*?) ?\| (?P<remark>.*?) ?\|$"
)
LINES = (ROOT / "docs" / "mission.md").read_text(encoding="utf-8").splitlines()
ROWS = {found[1]: found.groupdict() for found in map(ROW.match, LINES) if found}
CLAIMED = {name: row for name, row in ROWS.items() if row["state"] != "not yet"}


def test_every_row_is_read():
    assert len(ROWS) == sum(line.startswith("| M") for line in LINES)
    assert CLAIMED


def test_a_row_that_does_not_work_claims_nothing():
    idle = {name: row for name, row in ROWS.items() if row["state"] == "not yet"}
    assert not [name for name, row in idle.items() if row["pages"] or row["test"]]


@pytest.mark.parametrize("name", CLAIMED)
def test_what_works_has_a_remark_and_a_test_that_exists(name):
    row = CLAIMED[name]
    assert row["state"] in {"works", "partly", "library"}
    assert row["remark"] or row["state"] == "works"
    paths = re.findall(r"\]\(\.\./(.+?)\)", row["test"])
    assert paths, f"{name} names no test"
    for path in paths:
        assert "def test_" in (ROOT / path).read_text(encoding="utf-8"), f"{path} tests nothing"


def test_what_is_only_a_library_has_a_page_of_documentation():
    for name, row in CLAIMED.items():
        if row["state"] == "library":
            (page,) = re.findall(r"\]\((metrology/.+?)\)", row["remark"])
            assert (ROOT / "docs" / page).exists(), f"{name}: {page}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name, row in CLAIMED.items() if row["state"] != "library"])
def test_the_pages_of_what_works_can_be_opened(name, client, registers):
    pages = re.findall(r"`(/.*?)`", CLAIMED[name]["pages"])
    assert pages, f"{name} names no page"
    for page in pages:
        assert client.get(page).status_code == 200, page
