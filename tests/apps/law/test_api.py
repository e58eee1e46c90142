"""The open API of the law register."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]
ROOT = "/api/v1/law"


def answer(client, path, status=200):
    response = client.get(ROOT + path)
    assert response.status_code == status, response.content
    return response.json()


def test_the_list_filters_as_the_page_does(client):
    found = answer(client, "?kind=law&status=in_force&on=2026-11-22&size=100")
    slugs = {item["slug"] for item in found["items"]}
    assert "metrology-law-2018" in slugs
    assert "metrology-law-2017" not in slugs
    assert found["total"] == len(slugs)


def test_an_edition_brings_spans_and_replacements(client):
    found = answer(client, "/samr-order-89-2024?on=2024-04-30")
    assert (found["status"], found["status_label"], found["text"]) == ("upcoming", "尚未施行", "none")
    assert found["replaces"][0]["slug"] == "aqsiq-order-36-2002"
    assert [span["start"] for span in found["spans"]] == [None, "2024-03-08", "2024-05-01"]
    assert found["spans"][-1]["end"] is None


def test_articles_say_whether_the_text_is_whole(client, load):
    load("samr-order-89-2024-partial", "metrology-law-2018")
    found = answer(client, "/samr-order-89-2024/articles")
    assert (found["text"], found["total"], found["items"][0]["complete"]) == ("partial", 7, False)
    assert answer(client, "/metrology-law-2018/articles/10")["label"] == "第十条"
    answer(client, "/samr-order-89-2024/articles/9", 404)


def test_a_comparison_counts_and_names_the_pieces(client, load):
    load("metrology-law-implementing-rules-2018", "metrology-law-implementing-rules-2022")
    found = answer(client, "/metrology-law-implementing-rules-2022/compare/metrology-law-implementing-rules-2018")
    assert found["counts"] == {"unchanged": 50, "amended": 10}
    assert found["old"] == "metrology-law-implementing-rules-2018"
    reworded = [row for row in found["rows"] if row["change"] == "amended" and not row["typographic"]]
    assert [piece["kind"] for piece in reworded[0]["pieces"]] == ["same", "added", "same"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/nothing/articles", 404),
        ("/metrology-law-2018?on=1800-01-01", 400),
        ("/metrology-law-2018?on=x", 422),
        ("/Metrology", 422),
        ("/metrology-law-2018/articles/x", 422),
        ("?kind=zzz", 400),
        ("?size=9999", 400),
    ],
)
def test_bad_requests_are_problems(client, path, status):
    assert answer(client, path, status)["status"] == status
