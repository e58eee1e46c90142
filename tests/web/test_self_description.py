"""Every page of a record describes itself to machines, at its own permanent address."""

import json
import re

import pytest

pytestmark = pytest.mark.usefixtures("registers")

DETAILS = {
    "/specifications/JJF-1070-2023/": "CreativeWork",
    "/specifications/works/JJF-1070/": "CreativeWork",
    "/international/OIML-R-76-1-2006/": "CreativeWork",
    "/committees/MTC1/": "Organization",
    "/organisations/O000001/": "Organization",
    "/law/metrology-law-2018/": "Legislation",
    "/law/metrology-law-2018/10/": "Legislation",
    "/units/metre/": "DefinedTerm",
}


@pytest.mark.parametrize(("address", "kind"), DETAILS.items())
def test_the_page_of_a_record_says_what_it_is_and_where(client, settings, address, kind):
    page = client.get(address).content.decode()
    blocks = [json.loads(block) for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]
    [about] = [block for block in blocks if block.get("@type") == kind]
    assert about["@context"] == "https://schema.org"
    assert about["url"] == settings.SITE_URL + address
    assert about["name"]


def test_an_article_says_what_it_is_part_of(client):
    page = client.get("/law/metrology-law-2018/10/").content.decode()
    about = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[-1])
    assert about["isPartOf"]["name"] == "中华人民共和国计量法"
    assert about["isPartOf"]["url"].endswith("/law/metrology-law-2018/")
