"""Search through the open API."""

import pytest


@pytest.mark.usefixtures("little")
def test_a_page_of_hits_has_the_exact_count_and_the_next_address(client):
    found = client.get("/api/v1/search", {"q": "秤", "size": 10}).json()
    assert (found["total"], len(found["items"]), found["page"], found["loose"]) == (45, 10, 1, False)
    assert found["facets"]["kind"] == {"law-article": 45}
    assert found["items"][0]["url"].startswith("http")
    assert "<mark>秤</mark>" in found["items"][0]["snippet"]
    seen = {item["key"] for item in found["items"]}
    while found["next"]:
        found = client.get(found["next"].partition("127.0.0.1:8000")[2]).json()
        seen |= {item["key"] for item in found["items"]}
    assert len(seen) == 45


@pytest.mark.usefixtures("little")
def test_a_kind_narrows(client):
    assert client.get("/api/v1/search", {"q": "检定", "kind": "specification"}).json()["total"] == 4


@pytest.mark.usefixtures("little")
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 422),
        ({"q": ""}, 422),
        ({"q": "秤", "kind": "nothing"}, 400),
        ({"q": "秤", "page": 0}, 422),
        ({"q": "秤", "page": 9}, 404),
        ({"q": "秤", "page": 5000, "size": 100}, 400),
        ({"q": "秤" * 201}, 422),
        ({"q": "秤\x07"}, 400),
    ],
)
def test_bad_input_is_a_problem(client, query, status):
    response = client.get("/api/v1/search", query)
    assert response.status_code == status
    assert response["Content-Type"].startswith("application/problem+json")


@pytest.mark.usefixtures("little")
def test_suggestions(client):
    found = client.get("/api/v1/search/suggest", {"q": "1036"}).json()
    assert [one["title"] for one in found["suggestions"]] == ["JJG 1036-2022 电子天平"]
