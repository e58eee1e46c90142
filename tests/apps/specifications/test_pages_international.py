"""Pages of international documents."""

import pytest

from tests.apps.specifications.test_pages import page

pytestmark = pytest.mark.usefixtures("registers")


def test_the_list_has_three_organisations_and_finds_a_number_written_short(client):
    text = page(client, "/international/")
    for body in ("OIML", "BIPM", "JCGM"):
        assert f"body={body}" in text
    assert "JCGM 100:2008" in page(client, "/international/?q=uncertainty+guide&body=JCGM")
    assert "OIML R 76-1:2006" in page(client, "/international/?q=R+76-1&kind=recommendation&status=in-force")


def test_the_forty_conflicts_are_shown_with_both_claims(client):
    text = page(client, "/international/conflicts/")
    assert "共 40 个文件" in text
    rows = text.split("<tbody>")[1].split("</tbody>")[0]
    assert rows.count("<tr>") == 40
    assert rows.count("来源第") == 80
    assert "状态冲突" in page(client, "/international/OIML-R-76-1-1988-E/")


def test_a_document_shows_its_versions_relations_and_specifications(client):
    text = page(client, "/international/OIML-R-76-1-2006/")
    assert "OIML R 76-1:2006 (E)" in text
    assert "英文" in text
    assert "OIML R 76:2006" in text
    assert "JJF 1070-2023" in page(client, "/international/OIML-R-87-2016/")


def test_a_number_leads_to_its_address_and_an_unknown_one_to_its_neighbours(client):
    response = client.get("/international/OIML R 76-1:2006/")
    assert response.status_code == 301
    assert response["Location"] == "/international/OIML-R-76-1-2006/"
    assert "OIML R 76" in page(client, "/international/OIML-R-76-9-2099/", 404)
    page(client, "/international/xyz/", 404)
