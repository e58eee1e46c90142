"""The open API of specifications and international documents."""

import pytest

pytestmark = pytest.mark.usefixtures("registers")


def test_the_list_is_filtered_on_a_day(client):
    data = client.get("/api/v1/specifications?on=2024-10-11&q=JJF1070-2023").json()
    assert data["total"] == 1
    assert data["items"][0]["on"] == "2024-10-11"
    assert data["items"][0]["status"]["status"] == "upcoming"
    assert client.get("/api/v1/specifications?kind=x").status_code == 400


@pytest.mark.parametrize("spelling", ["JJF-1070-2023", "jjf1070-2023", "JJF 1070—2023"])
def test_one_edition_is_found_by_any_spelling(client, spelling):
    data = client.get(f"/api/v1/specifications/{spelling}?on=2024-10-12").json()
    assert data["number"] == "JJF 1070-2023"
    assert data["status"] == {
        "status": "in_force",
        "label": "现行",
        "presumed": False,
        "start": "2024-10-12",
        "end": None,
    }
    assert data["replaces"][0]["number"] == "JJF 1070-2005"
    assert data["adoptions"][0]["degree"] == "REL"


def test_a_presumption_comes_with_its_reason(client):
    data = client.get("/api/v1/specifications/JJG-543-1996").json()
    assert data["status"]["presumed"]
    assert data["reasons"][0]["basis_status"] == "assumed"
    assert "1999 年" in data["reasons"][0]["sentence"]


def test_the_graph_tells_part_from_whole(client):
    data = client.get("/api/v1/specifications/JJG-543-1996/graph").json()
    assert {node["number"] for node in data["nodes"]} == {"JJG 543-1996", "JJG 543-2008", "JJG 1043-2008"}
    assert {edge["look"] for edge in data["edges"]} == {"partial"}
    assert client.get("/api/v1/specifications/JJG-543-1996/graph?depth=99").status_code == 422


def test_a_work_lists_its_editions(client):
    data = client.get("/api/v1/works/JJF1070").json()
    assert [edition["number"] for edition in data["editions"]] == ["JJF 1070-2023", "JJF 1070-2005", "JJF 1070-2000"]
    assert data["current"] == "JJF-1070-2023"


def test_international_documents_carry_conflicting_claims(client):
    data = client.get("/api/v1/international?status=conflict").json()
    assert data["total"] == 40
    one = client.get(f"/api/v1/international/{data['items'][0]['key']}").json()
    assert one["conflicting"]
    assert len({claim["status"] for claim in one["claims"]}) == 2


@pytest.mark.parametrize(
    "address",
    ["specifications/JJF-9999-2023", "specifications/x", "works/x", "international/x", "specifications/JJF1070/graph"],
)
def test_what_is_not_on_record_is_a_problem_with_status_404(client, address):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("on", ["1900-01-01", "2024-02-30", "x"])
def test_a_day_outside_the_register_is_a_problem(client, on):
    for address in ("specifications", "specifications/JJF-1070-2023", "works/JJF-1070"):
        assert client.get(f"/api/v1/{address}?on={on}").status_code in {400, 422}
